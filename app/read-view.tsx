import { headers } from 'next/headers'
import { type ReactElement, Suspense } from 'react'
import { FailedPage } from '@/components/shell/failed-page'
import { PendingPage } from '@/components/shell/pending-page'
import { type Ctx, localContext } from '@/lib/auth/context'
import { WeirError } from '@/lib/problem'
import type { PageName } from './message-names'
import { PageMessages } from './page-messages'

interface ReadView<View> {
  page: PageName
  read: (ctx: Ctx) => Promise<View>
  render: (view: View) => ReactElement
}

/**
 * Renders a view, or the problem that kept it from being read. Errors thrown past a server component reach the browser
 * without their text; a problem is made to be shown.
 *
 * A document is answered whole: with its own status, readable without scripts, and without a shape that is replaced at
 * once. Somebody who comes from another page of Weir sees the shape of what comes while it is read.
 */
export async function readView<View>(options: ReadView<View>): Promise<ReactElement> {
  const request = await headers()
  const content = readAndRender(request, options)
  const fromAnotherPage = request.get('sec-fetch-dest') === 'empty' && !request.has('next-action')
  return fromAnotherPage ? <Suspense fallback={<PendingPage page={options.page} />}>{content}</Suspense> : content
}

async function readAndRender<View>(request: Headers, { page, read, render }: ReadView<View>): Promise<ReactElement> {
  try {
    return <PageMessages page={page}>{render(await read(localContext(request)))}</PageMessages>
  } catch (error) {
    if (error instanceof WeirError) return <FailedPage problem={error.problem} />
    throw error
  }
}
