import { headers } from 'next/headers'
import { type ReactElement, Suspense } from 'react'
import { FailedPage } from '@/components/shell/failed-page'
import { PendingPage } from '@/components/shell/pending-page'
import { type Ctx, localContext } from '@/lib/auth/context'
import { WeirError } from '@/lib/problem'

/**
 * Renders a view, or the problem that kept it from being read. Errors thrown past a server component reach the browser
 * without their text; a problem is made to be shown.
 *
 * A document is answered whole: with its own status, readable without scripts, and without a shape that is replaced at
 * once. Somebody who comes from another page of Weir sees the shape of what comes while it is read.
 */
export async function readView<View>(options: {
  shape: 'fleet' | 'job'
  read: (ctx: Ctx) => Promise<View>
  render: (view: View) => ReactElement
}): Promise<ReactElement> {
  const request = await headers()
  const content = readAndRender(request, options.read, options.render)
  const fromAnotherPage = request.get('sec-fetch-dest') === 'empty' && !request.has('next-action')
  return fromAnotherPage ? <Suspense fallback={<PendingPage shape={options.shape} />}>{content}</Suspense> : content
}

async function readAndRender<View>(
  request: Headers,
  read: (ctx: Ctx) => Promise<View>,
  render: (view: View) => ReactElement,
): Promise<ReactElement> {
  try {
    return render(await read(localContext(request)))
  } catch (error) {
    if (error instanceof WeirError) return <FailedPage problem={error.problem} />
    throw error
  }
}
