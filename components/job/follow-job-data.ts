import { fetchJobData } from './fetch-job-data'

/** What is there of an address: the last good data stay below what went wrong with the newest. */
export interface JobAnswer<View> {
  href: string
  data: View | undefined
  error: Error | null
}

/**
 * Reads what an address tells until stopped, and tells each answer.
 *
 * @param everyMs again so long after each answer, while the page is seen; null: once
 * @param onAnswer is given the answer before, whatever it was of, and makes the next of it
 * @returns stops it; nothing is told after that
 */
export function followJobData<View>(
  href: string,
  everyMs: number | null,
  onAnswer: (next: (before: JobAnswer<View> | null) => JobAnswer<View>) => void,
): () => void {
  const stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = async () => {
    if (everyMs === null || !document.hidden) {
      const next = await readOnce<View>(href, stop.signal)
      if (stop.signal.aborted) return
      onAnswer(next)
    }
    if (everyMs !== null) timer = setTimeout(read, everyMs)
  }
  void read()
  return () => {
    stop.abort()
    clearTimeout(timer)
  }
}

async function readOnce<View>(
  href: string,
  signal: AbortSignal,
): Promise<(before: JobAnswer<View> | null) => JobAnswer<View>> {
  try {
    const data = await fetchJobData<View>(href, signal)
    return () => ({ href, data, error: null })
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    return (before) => ({ href, data: before?.href === href ? before.data : undefined, error })
  }
}
