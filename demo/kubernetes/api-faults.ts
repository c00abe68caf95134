import type { ServerResponse } from 'node:http'

/** Who may not do what: a rule that the service account lacks. */
export interface MissingRule {
  /** `configmaps`, `services/proxy`, `flinkdeployments.flink.apache.org`. */
  resource: string
  /** `get`, `list`, `watch`, `create`; undefined: every verb. */
  verb?: string | undefined
  /** Undefined: in all namespaces and over all of them. */
  namespace?: string | undefined
}

/**
 * none · unavailable: every request is 503 and watches are cut · silent: connections stay open and nothing comes any
 * more, as behind a broken network · slow: answers come a few bytes at a time.
 */
export type Outage = 'none' | 'unavailable' | 'silent' | 'slow'

/** What is wrong with one API server now. */
export class ApiFaults {
  #outage: Outage = 'none'
  #missing: readonly MissingRule[] = []
  readonly #watches = new Set<ServerResponse>()

  get outage(): Outage {
    return this.#outage
  }

  /** Begins or ends an outage. What was silent is cut when it ends: events were lost in between. */
  suffer(outage: Outage): void {
    if (outage === 'unavailable' || this.#outage === 'silent') this.cutWatches()
    this.#outage = outage
  }

  /** Takes rights away, all others are given. Open watches are cut: an API server asks again when they come back. */
  forbid(missing: readonly MissingRule[]): void {
    this.#missing = missing
    this.cutWatches()
  }

  isForbidden(verb: string, resource: string, namespace: string | undefined): boolean {
    return this.#missing.some(
      (rule) =>
        rule.resource === resource &&
        (rule.verb === undefined || rule.verb === verb) &&
        (rule.namespace === undefined || rule.namespace === namespace),
    )
  }

  get isWatched(): boolean {
    return this.#watches.size > 0
  }

  /** Counts a watch among those that an outage cuts. */
  watching(response: ServerResponse): void {
    this.#watches.add(response)
    response.on('close', () => this.#watches.delete(response))
  }

  cutWatches(): void {
    for (const response of this.#watches) response.destroy()
  }
}
