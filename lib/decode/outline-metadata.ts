import { locateMetadataParts } from '../formats/checkpoint-metadata/locate-parts.ts'
import { traceOperator } from '../formats/checkpoint-metadata/trace-operator.ts'
import { type OutlineNode, outlineJavaStream } from './java-outline.ts'

/** A `_metadata` may hold a million values; what is beyond these is shown as one. An operator's share is that of its bytes. */
const MOST_TRACED = 50_000
const LEAST_TRACED = 500

/** Outlines a `_metadata` file that was read before: header, operators down to their handles, properties. */
export function outlineMetadata(bytes: Uint8Array): OutlineNode[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const { masterStates, operators, propertiesAt, dialect } = locateMetadataParts(bytes)
  const node = (name: string, value: string | null, start: number, end: number, children: OutlineNode[] = []) => ({
    name,
    value,
    start,
    end,
    children,
  })
  const operatorsAt = masterStates.at(-1)?.end ?? 20
  return [
    node('magic', '4960672d', 0, 4),
    node('version', `${view.getInt32(4)}`, 4, 8),
    node('checkpoint id', `${view.getBigInt64(8)}`, 8, 16),
    node('master states', `${masterStates.length}`, 16, 20),
    ...masterStates.map(({ name, start, end }) => node('master state', name, start, end)),
    node('operators', `${operators.length}`, operatorsAt, operatorsAt + 4),
    ...operators.map((part) => {
      const { id, name, start, idAt, coordinatorAt, subtasksAt, end } = part
      const mostValues = Math.max(LEAST_TRACED, Math.floor((MOST_TRACED * (end - start)) / bytes.length))
      const traced = traceOperator(bytes, part, dialect, mostValues)
      return node('operator', name ?? id, start, end, [
        ...(start < idAt ? [node('name and uid', name, start, idAt)] : []),
        node('operator id', id, idAt, idAt + 16),
        node('parallelism', `${view.getInt32(idAt + 16)}`, idAt + 16, idAt + 20),
        node('max parallelism', `${view.getInt32(idAt + 20)}`, idAt + 20, idAt + 24),
        ...(coordinatorAt === null
          ? [node('unused', '1', idAt + 24, subtasksAt)]
          : [node('coordinator state', null, coordinatorAt, subtasksAt, traced.coordinator)]),
        node('subtasks', subtaskCount(view.getInt32(subtasksAt)), subtasksAt, end, traced.subtasks),
      ])
    }),
    ...(propertiesAt < bytes.length
      ? [node('properties', null, propertiesAt, bytes.length, outlineJavaStream(bytes, propertiesAt))]
      : []),
  ]
}

function subtaskCount(stored: number): string {
  return stored === -1 ? 'all had finished' : `${stored}`
}
