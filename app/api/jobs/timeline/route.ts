import { answerJson, jobOf } from '@/app/api/answer-json'
import { readTimeline } from '@/lib/services/job/read-timeline'

export const dynamic = 'force-dynamic'

/** A `TimelineView`: `?connection&namespace&cluster&job`, and `from`, `to` (epoch ms) or `window` (ms before `to`, or `all`). */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, (ctx, query) =>
    readTimeline({
      ctx,
      input: {
        ...jobOf(query),
        from: numberOf(query, 'from'),
        to: numberOf(query, 'to'),
        window: query.get('window') === 'all' ? 'all' : numberOf(query, 'window'),
      },
    }),
  )
}

/** Undefined where it is not given; what is no number is refused by the service. */
function numberOf(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name)
  return value === null ? undefined : Number(value)
}
