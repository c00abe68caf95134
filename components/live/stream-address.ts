/** What a page shows of the change feed. */
export type StreamSubject =
  | { view: 'fleet' }
  | { view: 'job' | 'high-availability'; connection: string; namespace: string; cluster: string; job: string }

/** The address of the event stream for a subject; `&cursor=` is added for the position its view was taken at. */
export function streamAddress(subject: StreamSubject): string {
  return `/api/stream?${new URLSearchParams({ ...subject })}`
}
