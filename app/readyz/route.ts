import { refuseForeignHost } from '@/lib/auth/host'
import { readReadiness } from '@/lib/services/readiness'

export const dynamic = 'force-dynamic'

/** 200 where this replica can serve the fleet; else 503 with the reasons as problems. */
export async function GET(request: Request): Promise<Response> {
  const foreign = refuseForeignHost(request)
  if (foreign) return foreign
  const reasons = await readReadiness()
  const ready = reasons.length === 0
  return Response.json(
    { status: ready ? 'ready' : 'not-ready', reasons },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
