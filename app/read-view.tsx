import type { ReactNode } from 'react'
import { FailedPage } from '@/components/shell/failed-page'
import { WeirError } from '@/lib/problem'

/**
 * Renders a view, or the problem that kept it from being read. Errors thrown past a server component reach the browser
 * without their text; a problem is made to be shown.
 */
export async function readView<View>(read: () => Promise<View>, render: (view: View) => ReactNode): Promise<ReactNode> {
  try {
    return render(await read())
  } catch (error) {
    if (error instanceof WeirError) return <FailedPage problem={error.problem} />
    throw error
  }
}
