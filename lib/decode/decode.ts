import { encodeBase64 } from '../formats/encode-base64.ts'
import {
  type ApplicationResult,
  type CheckpointMetadata,
  type CompletedCheckpoint,
  type JobResult,
  readCheckpointMetadata,
  readCompletedCheckpoint,
  readJobResult,
  readStateHandle,
  readSubmittedJob,
  type StateHandlePointer,
  type SubmittedJob,
  TextFormatError,
} from '../formats/index.ts'
import { checkJavaStream } from '../formats/java-serialization/index.ts'
import { reading } from './decode-error.ts'
import { firstClassName, type OutlineNode, outlineJavaStream } from './java-outline.ts'
import { kubernetesContent } from './kubernetes-object.ts'
import { maskOutline } from './mask-outline.ts'
import { parseJsonDocuments, parseYaml } from './parse-objects.ts'
import { type DecodedConfigMap, readConfigMap } from './read-config-map.ts'
import { type DecodedConfiguration, isOfFlink, readConfiguration, rulesOf } from './read-configuration.ts'
import { type Encoding, recognise } from './recognise.ts'
import { secretsOf } from './stream-secrets.ts'

/** What bytes turned out to be, read. */
export type Content =
  | { kind: 'config-map'; map: DecodedConfigMap }
  | { kind: 'config-map-list'; maps: DecodedConfigMap[]; otherKinds: string[] }
  | { kind: 'watch-list'; events: { type: string; map: DecodedConfigMap | null }[] }
  | { kind: 'state-handle'; handle: StateHandlePointer }
  | { kind: 'completed-checkpoint'; checkpoint: CompletedCheckpoint }
  | { kind: 'submitted-job'; job: SubmittedJob }
  | { kind: 'checkpoint-metadata'; metadata: CheckpointMetadata }
  | { kind: 'job-result'; result: JobResult | ApplicationResult }
  | { kind: 'configuration'; configuration: DecodedConfiguration }
  /** A Java serialization stream of a class that no reader here knows, its secrets masked. */
  | { kind: 'java-stream'; outline: OutlineNode[] }

export type ContentKind = Content['kind']

export interface Decoded {
  content: Content
  /** How the input was written. */
  encoding: Encoding
  /** What `content` was read from and its offsets count in: the input, or what its Base64 stands for. */
  bytes: Uint8Array
  /** The input as text; null where it is bytes. */
  text: string | null
}

/**
 * Finds out by their content what bytes are, and decodes them: `_metadata`, a Java serialization stream (HA files, state
 * handles), either of them in Base64, an HA ConfigMap or a list of them in JSON or YAML, watch events, a job result, a
 * configuration file.
 *
 * @param input at most 256 MiB, text at most 64 MiB.
 * @param fileName where it is that of a configuration file, by which rules it is read; of a Java stream with a damaged
 * head, what it is. Else its content decides.
 * @throws DecodeError with the offset and what was expected there; never a partial result, but for a ConfigMap, in which
 * damage stays in its entry (`damagedEntries`).
 */
export function decode(input: Uint8Array, { fileName = '' }: { fileName?: string } = {}): Decoded {
  const { encoding, form, bytes, text } = recognise(input, fileName)
  const isBase64 = encoding === 'base64'
  const content = reading(isBase64 ? 'decodedByte' : 'byte', (): Content => {
    if (form === 'metadata') return { kind: 'checkpoint-metadata', metadata: readCheckpointMetadata(bytes) }
    if (form === 'java') return javaContent(bytes, fileName)
    const inner = text ?? ''
    if (form === 'json') return jsonContent(inner)
    if (form === 'kubernetes-yaml') return kubernetesObjects([{ value: parseYaml(inner), offset: 0 }])
    return { kind: 'configuration', configuration: configurationOf(inner, fileName) }
  })
  return { content, encoding, bytes, text: isBase64 ? null : text }
}

const COMPLETED_CHECKPOINT = 'org.apache.flink.runtime.checkpoint.CompletedCheckpoint'
const HANDLES = [
  'org.apache.flink.runtime.state.RetrievableStreamStateHandle',
  'org.apache.flink.kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker',
]
const JOB_GRAPH = 'org.apache.flink.runtime.jobgraph.JobGraph'
const SUBMITTED = [
  JOB_GRAPH,
  'org.apache.flink.streaming.api.graph.StreamGraph',
  'org.apache.flink.client.deployment.application.PackagedProgramApplicationEntry',
]

function javaContent(bytes: Uint8Array, fileName: string): Content {
  const className = likelyClassName(firstClassName(bytes) ?? '', fileName)
  if (className === COMPLETED_CHECKPOINT) {
    return { kind: 'completed-checkpoint', checkpoint: readCompletedCheckpoint(bytes) }
  }
  if (HANDLES.includes(className)) return { kind: 'state-handle', handle: readStateHandle(encodeBase64(bytes)) }
  if (SUBMITTED.includes(className)) return { kind: 'submitted-job', job: readSubmittedJob(bytes) }
  checkJavaStream(bytes)
  return { kind: 'java-stream', outline: maskOutline(outlineJavaStream(bytes), secretsOf(bytes).texts).outline }
}

/** Files that are named for what they hold: where the name of the class is damaged, its reader says so. */
const CLASS_OF_FILE: readonly [RegExp, string][] = [
  [/^completedCheckpoint/, COMPLETED_CHECKPOINT],
  [/^submitted(?:JobGraph|ExecutionPlan|Application)/, JOB_GRAPH],
]
const KNOWN_CLASSES = [COMPLETED_CHECKPOINT, ...HANDLES, ...SUBMITTED]
const MOST_DAMAGED_CHARS = 2

/** The class that a stream says it begins with, or that it would say if it were not for some damage. */
function likelyClassName(said: string, fileName: string): string {
  if (KNOWN_CLASSES.includes(said)) return said
  const damaged = KNOWN_CLASSES.find(
    (known) =>
      known.length === said.length &&
      [...known].filter((char, at) => char !== said.charAt(at)).length <= MOST_DAMAGED_CHARS,
  )
  if (damaged || /^[\w$.]+$/.test(said)) return damaged ?? said
  return CLASS_OF_FILE.find(([name]) => name.test(fileName))?.[1] ?? said
}

function configurationOf(text: string, fileName: string): DecodedConfiguration {
  const rules = rulesOf(fileName)
  const configuration = readConfiguration(text, rules)
  if (rules || isOfFlink(configuration)) return configuration
  const expected = 'keys of Flink, or a file called flink-conf.yaml or config.yaml'
  throw new TextFormatError('unexpected', 0, expected, 'text with colons')
}

function jsonContent(text: string): Content {
  const documents = parseJsonDocuments(text)
  const only = documents.length === 1 ? documents[0] : undefined
  // A byte order mark is no JSON: with a space in its place offsets stay as they are.
  const unmarked = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text
  if (only && isResult(only.value)) return { kind: 'job-result', result: readJobResult(unmarked) }
  return kubernetesObjects(documents)
}

function isResult(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'result' in value && 'version' in value
}

function kubernetesObjects(documents: { value: unknown; offset: number }[]): Content {
  const contents = documents.map(({ value, offset }) => ({ ...kubernetesContent(value, offset), offset }))
  const [first] = contents
  if (!first) throw new TextFormatError('truncated', 0, 'an object', 'none')
  if (first.form === 'watch-event') {
    const events = contents.map((content) => {
      if (content.form === 'watch-event') return { type: content.type, map: content.map && readConfigMap(content.map) }
      throw new TextFormatError('unexpected', content.offset, 'a watch event', content.form)
    })
    return { kind: 'watch-list', events }
  }
  if (first.form === 'config-map' && contents.length === 1) return { kind: 'config-map', map: readConfigMap(first.map) }
  // One after the other, as `kubectl get --watch -o json` prints them, or a list.
  const otherKinds = new Set<string>()
  const maps = contents.flatMap((content) => {
    if (content.form === 'config-map') return [readConfigMap(content.map)]
    if (content.form === 'watch-event') {
      throw new TextFormatError('unexpected', content.offset, 'a ConfigMap or a list', content.form)
    }
    for (const kind of content.otherKinds) otherKinds.add(kind)
    return content.maps.map(readConfigMap)
  })
  return { kind: 'config-map-list', maps, otherKinds: [...otherKinds].sort() }
}
