import { placeOf, TAG, tagOf } from './cell.ts'

import { ANNOTATION_HEAD_CELLS, JavaObject, OBJECT_HEAD_CELLS, type ValueSource } from './java-value.ts'

/**
 * Visits every object that can be reached from one, each once, in no order that means anything. Takes a bit for each cell
 * and a number for each object that waits, whatever the references of a stream multiply.
 *
 * @param visit returns whether to go on into the object.
 */
export function visitObjects(
  source: ValueSource & { cellCount: number },
  record: number,
  visit: (object: JavaObject) => boolean,
): void {
  const seen = new Uint32Array(Math.ceil(source.cellCount / 32))
  const waiting: number[] = []
  const meet = (cell: number) => {
    const tag = tagOf(cell)
    if (tag !== TAG.object && tag !== TAG.array) return
    const at = placeOf(cell)
    const bit = 1 << (at & 31)
    const word = seen[at >>> 5] ?? 0
    if (word & bit) return
    seen[at >>> 5] = word | bit
    waiting.push(cell)
  }
  const meetAll = (start: number, count: number) => {
    for (let i = start; i < start + count; i++) meet(source.cell(i))
  }

  seen[record >>> 5] = 1 << (record & 31)
  let next: number | undefined = record
  let isArray = false
  while (next !== undefined) {
    if (isArray) {
      meetAll(next + 2, source.cell(next + 1))
    } else {
      const object = new JavaObject(source, next)
      // Places of primitives look like null.
      if (visit(object)) {
        const { fieldCount, isAnnotated } = object.descriptor
        const fields = next + OBJECT_HEAD_CELLS
        meetAll(fields, fieldCount)
        for (let at = isAnnotated ? source.cell(fields + fieldCount) : 0; at > 0; at = source.cell(at))
          meetAll(at + ANNOTATION_HEAD_CELLS, source.cell(at + 2))
      }
    }
    const cell = waiting.pop()
    next = cell === undefined ? undefined : placeOf(cell)
    isArray = cell !== undefined && tagOf(cell) === TAG.array
  }
}
