/** What a page shows of the change feed. */
export type StreamSubject =
  | { view: 'fleet' | 'operations' }
  | { view: 'job' | 'high-availability'; connection: string; namespace: string; cluster: string; job: string }

/** The one way to write a subject: two tabs with the same page have the same text. */
export function subjectText(subject: StreamSubject): string {
  return new URLSearchParams({ ...subject }).toString()
}

/** The address of a stream of subjects, each followed from a position on. */
export function streamAddress(subjects: Iterable<readonly [subject: string, cursor: string]>): string {
  const query = new URLSearchParams()
  for (const [subject, cursor] of subjects) {
    query.append('subject', subject)
    query.append('cursor', cursor)
  }
  return `/api/stream?${query}`
}
