import { type Ctx, localContext } from '@/lib/auth/context'
import { refuseForeignRead } from '@/lib/auth/fetch-site'
import { toldProblem } from '@/lib/services/told-problem'

/**
 * Answers what a page fetches on demand: the view as JSON, 404 where there is none to see, or `{ problem }` with the status
 * of a server that can't answer now.
 */
export async function answerJson(request: Request, read: (ctx: Ctx, query: URLSearchParams) => Promise<unknown>) {
  const foreign = refuseForeignRead(request)
  if (foreign) return foreign
  try {
    const view = await read(localContext(request.headers), new URL(request.url).searchParams)
    return view === null ? json({ problem: null }, 404) : json(view, 200)
  } catch (error) {
    const problem = toldProblem(error, 'api', 'a request could not be answered')
    return json({ problem }, problem.code === 'unexpected' ? 500 : 503)
  }
}

function json(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}

/** The job that a query names, as the event stream has it: `connection`, `namespace`, `cluster`, `job`. */
export function jobOf(query: URLSearchParams) {
  return {
    connection: query.get('connection') ?? '',
    namespace: query.get('namespace') ?? '',
    cluster: query.get('cluster') ?? '',
    jobId: query.get('job') ?? '',
  }
}
