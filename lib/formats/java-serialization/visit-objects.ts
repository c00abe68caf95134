import type { Cells } from '../cells.ts'
import { cellOf, placeOf, TAG, tagOf } from './cell.ts'
import { ANNOTATION_HEAD_CELLS, JavaObject, OBJECT_HEAD_CELLS, type ValueSource } from './java-value.ts'

/**
 * Visits every object that can be reached from one, each once, in no order that means anything. Takes a bit for each cell
 * and a cell for each object that waits, whatever the references of a stream multiply.
 *
 * @param waiting empty, and so at the end.
 * @param visit returns whether to go on into the object.
 */
export function visitObjects(
  source: ValueSource,
  record: number,
  { waiting, cellCount }: { waiting: Cells; cellCount: number },
  visit: (object: JavaObject) => boolean,
): void {
  const seen = new Uint32Array(Math.ceil(cellCount / 32))
  const meet = (cell: number) => {
    const tag = tagOf(cell)
    if (tag !== TAG.object && tag !== TAG.array) return
    const at = placeOf(cell)
    const bit = 1 << (at & 31)
    const word = seen[at >>> 5] ?? 0
    if (word & bit) return
    seen[at >>> 5] = word | bit
    // Takes less room than the cells that were read: no place is ever told.
    waiting.push(cell, 0)
  }
  const meetAll = (start: number, count: number) => {
    for (let i = start; i < start + count; i++) meet(source.cell(i))
  }

  meet(cellOf(TAG.object, record))
  while (waiting.length > 0) {
    const cell = waiting.pop()
    const at = placeOf(cell)
    if (tagOf(cell) === TAG.array) {
      meetAll(at + 2, source.cell(at + 1))
      continue
    }
    const object = new JavaObject(source, at)
    if (!visit(object)) continue
    const { fieldCount, isAnnotated } = object.descriptor
    const fields = at + OBJECT_HEAD_CELLS
    // Places of primitives look like null.
    meetAll(fields, fieldCount)
    let written = isAnnotated ? source.cell(fields + fieldCount) : 0
    for (; written > 0; written = source.cell(written))
      meetAll(written + ANNOTATION_HEAD_CELLS, source.cell(written + 2))
  }
}
