import type { ChannelStateHandle, OperatorStateHandle, SubtaskState } from '../checkpoint-metadata/state-handles.ts'
import { subtaskCheckpointedSizeBytes, subtaskSizeBytes } from '../checkpoint-metadata/state-sizes.ts'
import { type FlinkRelease, isSince } from '../flink-release.ts'
import {
  arrayClass,
  arrayList,
  boxedLong,
  byteArray,
  emptyList,
  hashMap,
  longArray,
  singletonSet,
} from '../java-serialization/jdk-objects.ts'
import { objectOf, type Writable, type WritableArray, type WritableObject } from '../java-serialization/writable.ts'
import { flinkClass } from '../state-handle/flink-classes.ts'
import { enumConstant, serializedPath, serializedStreamHandle } from '../state-handle/write-state-handle.ts'
import { serializedKeyedHandle } from './serialized-keyed-handle.ts'

const DESCRIPTORS = arrayClass(
  '[Lorg.apache.flink.runtime.checkpoint.InflightDataRescalingDescriptor$InflightDataGateOrPartitionRescalingDescriptor;',
  -3303479746745588746n,
)

/** Subtask states as one file has them: what is one object in Flink is one in all of them. */
export class SubtaskSerializer {
  readonly #release: FlinkRelease
  readonly #empty: WritableObject
  readonly #noRescaling: WritableObject
  #finished: WritableObject | null = null

  constructor(release: FlinkRelease) {
    this.#release = release
    this.#empty = this.#object('checkpoint.StateObjectCollection', { stateObjects: emptyList() })
    const gateOrPartitionDescriptors: WritableArray = { kind: 'array', class: DESCRIPTORS, elements: [] }
    const name = 'checkpoint.InflightDataRescalingDescriptor$NoRescalingDescriptor'
    this.#noRescaling = this.#object(name, { gateOrPartitionDescriptors })
  }

  serialized(state: SubtaskState): WritableObject {
    // `FinishedOperatorSubtaskState.INSTANCE`.
    if (!state.finished) return this.#subtask(state)
    this.#finished ??= this.#subtask(state)
    return this.#finished
  }

  #subtask(state: SubtaskState): WritableObject {
    const release = this.#release
    const name = state.finished ? 'FinishedOperatorSubtaskState' : 'OperatorSubtaskState'
    const keyed = (handle: SubtaskState['managedKeyedState']) =>
      this.#collection(handle ? [serializedKeyedHandle(handle, release)] : [])
    const operator = (handle: OperatorStateHandle | null) =>
      this.#collection(handle ? [this.#operatorHandle(handle)] : [])
    return this.#object(`checkpoint.${name}`, {
      ...(isSince(release, '1.15') ? { checkpointedSize: subtaskCheckpointedSizeBytes(state) ?? -1 } : {}),
      stateSize: subtaskSizeBytes(state) ?? -1,
      inputChannelState: this.#collection(state.inputChannelState.map((each) => this.#channel(each, 'input'))),
      inputRescalingDescriptor: this.#noRescaling,
      managedKeyedState: keyed(state.managedKeyedState),
      managedOperatorState: operator(state.managedOperatorState),
      outputRescalingDescriptor: this.#noRescaling,
      rawKeyedState: keyed(state.rawKeyedState),
      rawOperatorState: operator(state.rawOperatorState),
      resultSubpartitionState: this.#collection(
        state.resultSubpartitionState.map((each) => this.#channel(each, 'output')),
      ),
      ...(isSince(release, '2.3') ? { upstreamOutputBufferState: this.#empty } : {}),
    })
  }

  #collection(handles: readonly Writable[]): WritableObject {
    const [first = null] = handles
    if (first === null) return this.#empty
    const stateObjects = handles.length === 1 ? singletonSet(first) : arrayList(handles)
    return this.#object('checkpoint.StateObjectCollection', { stateObjects })
  }

  #operatorHandle(handle: OperatorStateHandle): WritableObject {
    const { taskOwnedDirectory, sharedDirectory, isEmpty } = handle
    const partitions = handle.states.map(({ name, mode, offsets }) => {
      const distributionMode = enumConstant('runtime.state.OperatorStateHandle$Mode', mode, this.#release)
      const info = { distributionMode, offsets: longArray(offsets) }
      return [name, this.#object('state.OperatorStateHandle$StateMetaInfo', info)] as const
    })
    const fields = {
      delegateStateHandle: serializedStreamHandle(handle.delegate, this.#release),
      stateNameToPartitionOffsets: hashMap(partitions),
    }
    if (handle.kind === 'partitionable') return this.#object('state.OperatorStreamStateHandle', fields)
    const name = `${isEmpty ? 'Empty' : ''}FileMergingOperatorStreamStateHandle`
    return this.#object(`state.filemerging.${name}`, {
      ...fields,
      sharedDirHandle: this.#directory(sharedDirectory ?? ''),
      taskOwnedDirHandle: this.#directory(taskOwnedDirectory ?? ''),
    })
  }

  #directory(path: string): WritableObject {
    const directory = serializedPath(path, this.#release)
    return this.#object('state.filemerging.DirectoryStreamStateHandle', { directory })
  }

  #channel(handle: ChannelStateHandle, side: 'input' | 'output'): WritableObject {
    const name = side === 'input' ? 'InputChannelStateHandle' : 'ResultSubpartitionStateHandle'
    const fields = {
      size: handle.sizeBytes,
      subtaskIndex: handle.subtaskIndex ?? 0,
      delegate: serializedStreamHandle(handle.delegate, this.#release),
    }
    if (handle.kind === 'merged') {
      const serializedChannelOffsets = byteArray(handle.serializedChannelOffsets)
      return this.#object(`state.Merged${name}`, { ...fields, serializedChannelOffsets })
    }
    const { first, second } = handle.channel
    const info =
      side === 'input'
        ? this.#object('checkpoint.channel.InputChannelInfo', { gateIdx: first, inputChannelIdx: second })
        : this.#object('checkpoint.channel.ResultSubpartitionInfo', { partitionIdx: first, subPartitionIdx: second })
    return this.#object(`state.${name}`, { ...fields, info, offsets: arrayList(handle.offsets.map(boxedLong)) })
  }

  #object(name: string, fields: WritableObject['fields']): WritableObject {
    return objectOf(flinkClass(`runtime.${name}`, this.#release), fields)
  }
}
