import { searchFleet } from '@/lib/services/fleet/search'
import { answerJson } from '../answer-json'

export const dynamic = 'force-dynamic'

const MAX_TEXT = 200

/** Clusters and jobs whose name, id or path has what `?text=` says. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, (ctx, query) => {
    const text = (query.get('text') ?? '').slice(0, MAX_TEXT)
    return searchFleet({ ctx, input: { text } })
  })
}
