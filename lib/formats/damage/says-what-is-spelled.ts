import type { CompletedCheckpoint } from '../completed-checkpoint/read-completed-checkpoint.ts'
import type { ContentSyntax } from '../java-serialization/stream-syntax.ts'
import { readStateHandle, type StateHandlePointer } from '../state-handle/read-state-handle.ts'
import { writeStateHandle } from '../state-handle/write-state-handle.ts'
import type { SubmittedJob } from '../submitted-job/read-submitted-job.ts'

// Files of Java objects are written again as they are spelled, which says nothing of what was read from them. What can be
// compared without reading them a second time is compared here.

/** Whether the numbers and texts of the outermost object are those that stand in its fields. */
export function saysItsCheckpoint(read: CompletedCheckpoint, syntax: readonly ContentSyntax[]): boolean {
  const { timestamp, completionTimestamp } = read
  return agrees(fieldsOf(syntax), {
    checkpointID: BigInt(read.checkpointId),
    timestamp: BigInt(timestamp),
    completionTimestamp: BigInt(completionTimestamp),
    duration: BigInt(completionTimestamp - timestamp),
    externalPointer: read.externalPointer,
  })
}

export function saysItsJob(read: SubmittedJob, syntax: readonly ContentSyntax[]): boolean {
  return agrees(fieldsOf(syntax), { jobName: read.name, applicationName: read.name })
}

/** Whether writing what was read of a handle of a file gives a value that reads the same. */
export function saysItsHandle(read: StateHandlePointer): boolean {
  const { path, stateSizeBytes, markedForDeletion, wrapped, handleClass } = read
  if (path === null || !handleClass.endsWith('.FileStateHandle')) return true
  const handle = { kind: 'file', path, sizeBytes: stateSizeBytes } as const
  const again = readStateHandle(writeStateHandle(handle, wrapped ? '2.3' : '1.13', { markedForDeletion }))
  return (
    again.path === path &&
    again.stateSizeBytes === stateSizeBytes &&
    again.markedForDeletion === markedForDeletion &&
    again.wrapped === wrapped &&
    again.handleClass === handleClass
  )
}

type Spelled = string | bigint

/** Longs and new texts by name; what is a reference is not followed. */
function fieldsOf([root]: readonly ContentSyntax[]): Map<string, Spelled> {
  const spelled = new Map<string, Spelled>()
  for (const layer of root?.form === 'object' ? root.layers : []) {
    for (const [i, field] of layer.fields.entries()) {
      const { name = '', type = '' } = layer.class.fields[i] ?? {}
      if (field instanceof Uint8Array) {
        const view = new DataView(field.buffer, field.byteOffset, field.length)
        if (type === 'J') spelled.set(name, view.getBigInt64(0))
      } else if (field.form === 'string') spelled.set(name, field.text)
    }
  }
  return spelled
}

function agrees(spelled: ReadonlyMap<string, Spelled>, read: Readonly<Record<string, Spelled>>): boolean {
  return Object.entries(read).every(([name, value]) => !spelled.has(name) || spelled.get(name) === value)
}
