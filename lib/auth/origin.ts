import { WeirError } from '../problem.ts'
import { isLoopbackHost } from './host.ts'
import { countRefusal } from './refused.ts'

interface Headers {
  get(name: string): string | null
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True where a request that changes something was made by a page of Weir itself. Next checks the origin of server
 * actions too, but takes a missing one for its own; here a missing or `null` origin is a foreign one.
 *
 * @param headers Of the request. The origin is compared with `Host` and never with `X-Forwarded-Host`, which anyone may
 * write.
 */
export function hasOwnOrigin(headers: Headers): boolean {
  const host = headers.get('host')
  const origin = URL.parse(headers.get('origin') ?? '')
  if (host === null || origin === null || !isLoopbackHost(host)) return false
  return /^https?:$/.test(origin.protocol) && origin.host === host.toLowerCase() && origin.pathname === '/'
}

/** @throws WeirError `origin.foreign` with `origin`, cut to a length that can be shown. */
export function requireOwnOrigin(headers: Headers): void {
  if (hasOwnOrigin(headers)) return
  countRefusal('origin')
  throw new WeirError({ code: 'origin.foreign', params: { origin: (headers.get('origin') ?? '').slice(0, 100) } })
}

/** The answer to a request that would change something and was not made by a page of Weir; null where it is right. */
export function refuseForeignOrigin(request: { method: string; headers: Headers }): Response | null {
  if (SAFE_METHODS.has(request.method) || hasOwnOrigin(request.headers)) return null
  countRefusal('origin')
  const sentence = 'Weir changes something only when a page of its own asks for it.\n'
  return new Response(sentence, { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
