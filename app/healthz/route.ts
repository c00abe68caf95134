import { refuseForeignHost } from '@/lib/auth/host'

export const dynamic = 'force-dynamic'

/** 200 whenever this process serves; what it depends on is /readyz's to tell. */
export function GET(request: Request): Response {
  return refuseForeignHost(request) ?? Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
