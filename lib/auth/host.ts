import { WeirError } from '../problem.ts'
import { countRefusal } from './refused.ts'

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i

/**
 * True where a request was sent to a loopback name. Any other name means that a foreign web page made its own name point
 * here (DNS rebinding), whose scripts could then read every answer as their own.
 *
 * @param host The `Host` header as it came; never `X-Forwarded-Host`, which anyone may write.
 */
export function isLoopbackHost(host: string | null): boolean {
  return host !== null && LOOPBACK.test(host)
}

/**
 * @param headers Of the request, as `headers()` of Next or a `Request` gives them.
 * @throws WeirError `host.foreign` with `host`, cut to a length that can be shown.
 */
export function requireLoopbackHost(headers: { get(name: string): string | null }): void {
  const host = headers.get('host')
  if (isLoopbackHost(host)) return
  countRefusal('host')
  throw new WeirError({ code: 'host.foreign', params: { host: (host ?? '').slice(0, 100) } })
}

/** The answer to a request that was sent to another name; null where the name is right. */
export function refuseForeignHost(request: { headers: { get(name: string): string | null } }): Response | null {
  if (isLoopbackHost(request.headers.get('host'))) return null
  countRefusal('host')
  const sentence = 'Weir answers on 127.0.0.1 and localhost only; open it by one of these names.\n'
  return new Response(sentence, { status: 421, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
