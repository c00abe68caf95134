'use client'

import { useTranslations } from 'next-intl'
import { useProblem } from '@/components/problem/use-problem'
import { Icon } from '@/components/ui/icon'
import type { ConnectionView } from '@/lib/fleet/view'

/** Below a list: what could not be searched for it, and the right that is missing. Nothing where all was. */
export function Unsearched({ connections }: { connections: readonly ConnectionView[] }) {
  const t = useTranslations('fleet')
  const problem = useProblem()
  const lacking = connections.flatMap(({ name, forbidden }) =>
    forbidden.map((right) => ({ name, text: problem(right) })),
  )
  if (lacking.length === 0) return null
  return (
    <details className="flex-none border-t border-line px-page py-1.5 text-table text-ink-2">
      <summary className="flex w-fit items-center gap-1.5 hover:text-ink">
        <Icon name="lock" size={12} className="text-ink-3" />
        {t('partial', { count: lacking.length })}
        <Icon name="down" size={12} className="text-ink-3" />
      </summary>
      <ul className="mt-1 max-h-32 overflow-y-auto">
        {lacking.map(({ name, text }) => (
          <li key={`${name} ${text}`}>{t('lacks', { connection: name, problem: text })}</li>
        ))}
      </ul>
    </details>
  )
}
