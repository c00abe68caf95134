import { readFileSync } from 'node:fs'
import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'

/** Files that Flink wrote of a job called `orders`; another job's differ in its name and id. */
const TEMPLATES = {
  'jobGraph-1.14.6': { jobId: '2d1475bacd4b390e49bec73113b142e8', nameAt: 1_106 },
  'jobGraph-1.20.5': { jobId: '55488d215c1ebee94f49a603deb9c3a6', nameAt: 3_345 },
  'executionPlan-2.3.0': { jobId: '520554bf500d775132dc38b306ab8b28', nameAt: 5_110 },
} as const
const TEMPLATE_NAME = 'orders'

/**
 * What HA storage keeps of a job so that it can be started again: a job graph, from 2.0 on a stream graph. It is a file
 * of a real job under another name and id; the user's functions in it are those of that job.
 */
export function submittedJob(job: { jobId: string; name: string }, release: FlinkRelease): Uint8Array {
  const template = templateOf(release)
  const { jobId, nameAt } = TEMPLATES[template]
  const written = read(template)
  const rest = written.subarray(nameAt + javaString(TEMPLATE_NAME).length)
  const bytes = Buffer.concat([written.subarray(0, nameAt), javaString(job.name), rest])
  const [from, to] = [Buffer.from(jobId, 'hex'), Buffer.from(job.jobId, 'hex')]
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) to.copy(bytes, at)
  return bytes
}

/** How the file is called before its random digits. */
export function submittedJobPrefix(release: FlinkRelease): string {
  return isSince(release, '2.0') ? 'submittedExecutionPlan' : 'submittedJobGraph'
}

function templateOf(release: FlinkRelease): keyof typeof TEMPLATES {
  if (isSince(release, '2.0')) return 'executionPlan-2.3.0'
  return isSince(release, '1.15') ? 'jobGraph-1.20.5' : 'jobGraph-1.14.6'
}

const files = new Map<string, Buffer>()

function read(template: string): Buffer {
  const known = files.get(template) ?? readFileSync(new URL(`templates/${template}`, import.meta.url))
  files.set(template, known)
  return known
}

/** TC_STRING, its length, its letters: how Java serializes a string. */
function javaString(text: string): Buffer {
  const letters = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x74, letters.length >> 8, letters.length & 0xff]), letters])
}
