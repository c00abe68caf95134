/** What the words of the command line ask for. */
export type Request =
  | { kind: 'help' }
  /** The sentence says what is wrong with the words. */
  | { kind: 'refused'; sentence: string }
  | { kind: 'decode'; files: string[]; shape: Shape; isLines: boolean }

export type Shape = 'full' | 'golden' | 'golden-sums' | 'summary'

export const HELP = `NAME
    weir-decode - print what Apache Flink wrote, as JSON

SYNOPSIS
    weir-decode [--golden | --golden=sums | --summary] [--lines] FILE...
    weir-decode --help

DESCRIPTION
    Finds out by its content what each FILE is, and prints it as JSON on standard output. A FILE of - is standard input.
    A FILE called flink-conf.yaml or config.yaml is a configuration, unless it is an object of Kubernetes; one whose name
    begins with completedCheckpoint or submittedJobGraph and the like is one, where its first bytes are damaged.

    _metadata             of a checkpoint or savepoint, of Flink 1.3 to 2.3
    completedCheckpoint…  of the HA storage directory
    submittedJobGraph…, submittedExecutionPlan…, submittedApplication…
                          who they are about; the user's objects stay in them
    ConfigMap             of Kubernetes high availability, one or a list of them, or the events of a watch, as JSON or
                          YAML: kubectl get configmap -o json | weir-decode -
    Base64 value          of a key of such a ConfigMap
    job result            of the job result store
    flink-conf.yaml, config.yaml
                          also as keys of a ConfigMap; of another name with a key that Flink knows; with what a key is
                          called now ("successor") and whether any Flink knows it ("isKnown")
    any other Java serialization stream
                          its objects, fields and classes, with offsets: the first
                          50,000 of them

    Each is printed as { "file", "kind", "encoding", "byteLength", "value" }, without the length for a watch event. Sizes are in bytes, times in epoch ms,
    unknown is null. Bytes are { "bytes": <length>, "base64": "…" }; numbers beyond 2^53 are text.

OPTIONS
    --golden   In the words of Flink's own classes, without the frame around the value: the shape of the .expected.json
               beside a capture; for the events of a watch that of .expected.jsonl, a line for each. Of a FILE named
               NAME.metadata or NAME.configmaps.json it is the shape of --golden=sums, which NAME.json and
               NAME.expected.json beside it have.
    --golden=sums
               Of _metadata its operators with the bytes of each subtask, and its files by kind, path and size; of HA
               ConfigMaps path and size of each pointer by key. Other kinds have but one shape.
    --summary  Sums in place of parts. A _metadata is read in a stream: it may be of any size, takes no more memory
               than a small one, and damage within a path goes unseen.
    --lines    One line for each value in place of indented text; for the events of a watch a line for each.
    -h, --help This text.
    --         What follows is a FILE, whatever it begins with.

SECRETS
    What is decoded is printed, but for what looks like a secret, which is printed as ******: values of settings whose
    key is that of a secret (password, secret, token, access key and the like, Flink's own list and more), in
    configuration files, in entries of HA ConfigMaps that Flink does not know and in maps and fields of Java streams;
    in messages and stack traces of job results, and everywhere else in text, what is assigned to such a key
    (password=…), passwords in addresses (user:…@host), bearer tokens, AWS access keys and JSON web tokens. Values of
    ConfigMaps that are not Flink's own are told by their length. State held in line in _metadata is printed as
    Base64, whatever it holds. With --golden nothing is masked in what has a golden (HA ConfigMaps and files, _metadata):
    it is compared word for word.

LIMITS
    256 MiB for what is read whole; 128 MiB for a completedCheckpoint… and a submitted…, 64 MiB for text, 16 MiB for a job
    result, 1 MiB for a value of a ConfigMap and for a configuration file. Nesting and number of objects are bounded: a
    million values of JSON, some 16,000 lines of YAML (longer lists are read from kubectl get -o json). A _metadata with
    --summary has no limit.

EXIT STATUS
    0   Every FILE was decoded.
    1   The command line could not be understood.
    2   A FILE could not be read or decoded; or a part of it is damaged: an entry or the leader annotation of a
        ConfigMap, the throwable of a job result. For each of them there is a line on standard error with the file, the
        offset and what was expected there, for a FILE of text with the line too. The other files are printed, and so is all else of that FILE.

EXAMPLES
    weir-decode s3-copy/chk-42/_metadata
    weir-decode --summary --lines savepoint-*/_metadata
    kubectl get configmap -l app=orders,type=flink-native-kubernetes -o json | weir-decode -
    weir-decode job-result-store/*/*.json
    kubectl get configmap NAME -o jsonpath='{.data.checkpointID-0000000000000000042}' | weir-decode -
`

/** Reads the command line: options may stand anywhere before `--`. */
export function readRequest(words: readonly string[]): Request {
  const files: string[] = []
  const shapes = new Set<Shape>()
  let isLines = false
  let onlyFiles = false
  for (const word of words) {
    if (onlyFiles || word === '-' || !word.startsWith('-')) files.push(word)
    else if (word === '--') onlyFiles = true
    else if (word === '--help' || word === '-h') return { kind: 'help' }
    else if (word === '--golden') shapes.add('golden')
    else if (word === '--golden=sums') shapes.add('golden-sums')
    else if (word === '--summary') shapes.add('summary')
    else if (word === '--lines') isLines = true
    else return { kind: 'refused', sentence: `there is no option ${JSON.stringify(word)}` }
  }
  if (shapes.size > 1) return { kind: 'refused', sentence: '--golden, --golden=sums and --summary exclude each other' }
  if (files.length === 0) return { kind: 'refused', sentence: 'no FILE is given; - is standard input' }
  if (files.filter((file) => file === '-').length > 1) {
    return { kind: 'refused', sentence: 'standard input can be read once only' }
  }
  const [shape = 'full'] = shapes
  return { kind: 'decode', files, shape, isLines }
}
