import { describe, expect, it } from 'vitest'
import { FLINK_RELEASES, isSince } from '../flink-release.ts'
import type { ClassDescriptor } from '../java-serialization/class-descriptor.ts'
import { JavaObject } from '../java-serialization/java-value.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'
import { captureBytes, captures, releaseOfCapture } from '../testing/captures.ts'
import { readSubmittedJob } from './read-submitted-job.ts'
import { type GraphToWrite, writeSubmittedApplication, writeSubmittedGraph } from './write-submitted-job.ts'

const GRAPH: GraphToWrite = {
  jobId: '0102030405060708090a0b0c0d0e0f10',
  applicationId: 'ffeeddccbbaa99887766554433221100',
  name: 'orders 订单',
  jobType: 'STREAMING',
  restore: { path: 's3://flink/sp/savepoint-010203-1', allowNonRestoredState: true, claimMode: 'CLAIM' },
  vertices: [
    { id: '11'.repeat(16), name: 'Source: orders', parallelism: 2, maxParallelism: 128 },
    { id: '22'.repeat(16), name: 'totals', parallelism: 7, maxParallelism: 720 },
  ],
}

describe('a graph is read as it was written', () => {
  it.each(FLINK_RELEASES)('by %s', (release) => {
    const isStreamGraph = isSince(release, '2.0')
    expect(readSubmittedJob(writeSubmittedGraph(GRAPH, release))).toEqual({
      className: expect.any(String),
      byteLength: expect.any(Number),
      kind: isStreamGraph ? 'streamGraph' : 'jobGraph',
      jobId: GRAPH.jobId,
      applicationId: isSince(release, '2.3') ? GRAPH.applicationId : null,
      name: GRAPH.name,
      jobType: 'STREAMING',
      vertices: isStreamGraph ? null : 2,
      maximumParallelism: isStreamGraph ? null : 7,
      restore: { ...GRAPH.restore, claimMode: isSince(release, '1.15') ? 'CLAIM' : null },
    })
  })

  it.each(FLINK_RELEASES)('by %s, of a job that began with nothing and outside an application', (release) => {
    const written = writeSubmittedGraph({ ...GRAPH, jobType: 'BATCH', restore: null, applicationId: null }, release)
    expect(readSubmittedJob(written)).toMatchObject({ jobType: 'BATCH', restore: null, applicationId: null })
  })
})

it('an application is read as it was written, and older releases have none', () => {
  const application = { applicationId: GRAPH.applicationId ?? '', name: 'nightly' }
  const read = readSubmittedJob(writeSubmittedApplication(application, '2.3'))
  expect(read).toMatchObject({ kind: 'application', ...application, jobId: null })
  expect(() => writeSubmittedApplication(application, '2.2')).toThrow('has no serialized class')
})

describe('classes are described as Flink describes them', () => {
  it.each(captures(/\/submitted\w+[0-9a-f]{12}$/))('in %s', (name) => {
    const captured = captureBytes(name)
    const { kind } = readSubmittedJob(captured)
    const release = releaseOfCapture(name)
    const written =
      kind === 'application'
        ? writeSubmittedApplication({ applicationId: GRAPH.jobId, name: 'nightly' }, release)
        : writeSubmittedGraph(GRAPH, release)
    const theirs = classesIn(captured)
    for (const [className, described] of classesIn(written)) {
      expect(theirs.get(className), className).toEqual(described)
    }
  })
})

/** The class of the outermost object, and those of what stands in its fields. */
function classesIn(bytes: Uint8Array): Map<string, object> {
  const root = new JavaObjectStream(bytes).readObject()
  if (!(root instanceof JavaObject)) throw new Error('no object')
  const classes = new Map<string, object>()
  for (const value of [root, ...root.values]) {
    if (!(value instanceof JavaObject)) continue
    for (let each: ClassDescriptor | null = value.descriptor; each; each = each.superclass) {
      const { serialVersionUID, flags, fields } = each
      classes.set(each.name, { serialVersionUID, flags, fields })
    }
  }
  return classes
}
