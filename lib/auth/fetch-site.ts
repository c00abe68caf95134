import { refuseForeignHost } from './host.ts'
import { countRefusal } from './refused.ts'

interface Headers {
  get(name: string): string | null
}

/**
 * The answer to a read that another page had a browser make; null where Weir's own page, a person or a program asks. A foreign page
 * can't read the answer, but the work would be done for it, again and again. Another port of this machine is foreign, too.
 *
 * @param request browsers alone send `Sec-Fetch-Site`, and no script can set it
 */
export function refuseForeignSite(request: { headers: Headers }): Response | null {
  const site = request.headers.get('sec-fetch-site')
  if (site === null || site === 'same-origin' || site === 'none') return null
  countRefusal('site')
  const sentence = 'Weir answers its own pages only.\n'
  return new Response(sentence, { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/** What stands before every handler that reads for a page. */
export function refuseForeignRead(request: { headers: Headers }): Response | null {
  return refuseForeignHost(request) ?? refuseForeignSite(request)
}
