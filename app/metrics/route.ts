import { refuseForeignHost } from '@/lib/auth/host'
import { metrics } from '@/lib/metrics'

export const dynamic = 'force-dynamic'

/** Prometheus text format. */
export async function GET(request: Request): Promise<Response> {
  const foreign = refuseForeignHost(request)
  if (foreign) return foreign
  const headers = { 'content-type': metrics().contentType, 'cache-control': 'no-store' }
  return new Response(await metrics().metrics(), { headers })
}
