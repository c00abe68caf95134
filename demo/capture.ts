import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { KubernetesObject } from './kubernetes/objects.ts'
import { type CaptureWindow, redateIso, redateMillis } from './redate.ts'

/** What `capture.json` tells of a recorded cluster: which Flink, when, and the times that its binary files hold. */
export interface CaptureManifest extends CaptureWindow {
  flinkVersion: string
  namespace: string
  clusterId: string
  jobId: string
  /** `flink-conf.yaml` or `config.yaml`, as this Flink calls it. */
  configurationFile: string
  /** Whether the JobManager lived and its REST answers were recorded. */
  answersRest: boolean
  checkpoints: { file: string; id: number; triggeredAt: number; completedAt: number }[]
}

/** One recorded cluster moved to a time and a name. The files are read as they were captured, byte for byte. */
export class Capture {
  readonly manifest: CaptureManifest
  readonly directory: string
  readonly shiftMs: number
  readonly #namespace: string
  readonly #clusterId: string

  constructor(
    id: string,
    placed: { namespace: string; clusterId: string; shiftMs: (window: CaptureWindow) => number },
  ) {
    this.directory = fileURLToPath(new URL(`captures/${id}/`, import.meta.url))
    this.manifest = JSON.parse(this.#read('capture.json')) as CaptureManifest
    this.shiftMs = placed.shiftMs(this.manifest)
    this.#namespace = placed.namespace
    this.#clusterId = placed.clusterId
  }

  /** When the cluster was started and when its recording ended, moved. */
  get window(): CaptureWindow {
    const { startedAt, capturedAt } = this.manifest
    return { startedAt: startedAt + this.shiftMs, capturedAt: capturedAt + this.shiftMs }
  }

  /** The HA ConfigMaps: moved, and renamed in their metadata; `data` stays as Flink wrote it. */
  haConfigMaps(): KubernetesObject[] {
    const text = redateIso(this.#read('configmaps.json'), this.manifest, this.shiftMs)
    const list = JSON.parse(text) as { items: KubernetesObject[] }
    return list.items.map(({ metadata, ...rest }) => ({
      metadata: {
        ...metadata,
        name: metadata.name.replace(`${this.manifest.clusterId}-`, `${this.#clusterId}-`),
        namespace: this.#namespace,
        labels: { ...metadata.labels, app: this.#clusterId },
      },
      ...rest,
    }))
  }

  /** Flink's configuration file, with the cluster's id and namespace of the demo. */
  configuration(): string {
    return this.#read(this.manifest.configurationFile)
      .replace(/^(kubernetes\.cluster-id:) .*$/m, `$1 ${this.#clusterId}`)
      .replace(/^(kubernetes\.namespace:) .*$/m, `$1 ${this.#namespace}`)
  }

  /** A recorded REST answer, moved, with the cluster's id and namespace of the demo. */
  restAnswer(file: string): string {
    return redateMillis(this.#read(`rest/${file}`), this.manifest, this.shiftMs)
      .replace(/("key":"kubernetes\.cluster-id","value":)"[^"]*"/, `$1"${this.#clusterId}"`)
      .replace(/("key":"kubernetes\.namespace","value":)"[^"]*"/, `$1"${this.#namespace}"`)
  }

  #read(file: string): string {
    return readFileSync(`${this.directory}${file}`, 'utf8')
  }
}
