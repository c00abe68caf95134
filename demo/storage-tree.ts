import { cpSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Capture } from './capture.ts'
import { redateLongs } from './redate.ts'

/**
 * Lays the files of all captures below one directory, as they lay below `file:///srv/flink`, with the times of their
 * checkpoints moved. What an earlier start left there is removed first.
 *
 * @throws if two captures hold a file of the same path: then one storage could not have held both.
 */
export function layOutStorage(directory: string, captures: readonly Capture[]): void {
  rmSync(directory, { recursive: true, force: true })
  for (const capture of captures) {
    const source = join(capture.directory, 'storage')
    mkdirSync(directory, { recursive: true })
    cpSync(source, directory, { recursive: true, errorOnExist: true, force: false })
    moveTimes(directory, capture)
  }
}

function moveTimes(directory: string, capture: Capture): void {
  const { clusterId, jobId, checkpoints } = capture.manifest
  for (const { file, id, triggeredAt, completedAt } of checkpoints) {
    const path = join(directory, 'ha', clusterId, file)
    writeFileSync(path, redateLongs(readFileSync(path), [triggeredAt, completedAt], capture.shiftMs))
    const written = (completedAt + capture.shiftMs) / 1_000
    utimesSync(path, written, written)
    utimesSync(join(directory, 'checkpoints', clusterId, jobId, `chk-${id}`, '_metadata'), written, written)
  }
}
