import { type NextRequest, NextResponse } from 'next/server'
import { refuseForeignSite } from '@/lib/auth/fetch-site'
import { refuseForeignHost } from '@/lib/auth/host'
import { refuseForeignOrigin } from '@/lib/auth/origin'
import { contentSecurityPolicy, SECURITY_HEADERS } from '@/lib/auth/security-headers'

/**
 * Runs before everything, static files included: refuses foreign names, changes and reads that a foreign page asks for early,
 * and sets the headers of the answer. It is no boundary: data are guarded where they are read
 * (docs/decisions/0001-host-guard.md), changes in the action that makes them.
 */
export function proxy(request: NextRequest): Response {
  const isRead = request.nextUrl.pathname.startsWith('/api/')
  const foreign =
    refuseForeignHost(request) ?? refuseForeignOrigin(request) ?? (isRead ? refuseForeignSite(request) : null)
  if (foreign) return secured(foreign)

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy and puts it on every script of the page.
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return secured(response)
}

function secured<T extends Response>(response: T): T {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value)
  return response
}
