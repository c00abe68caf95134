'use client'

import { useTranslations } from 'next-intl'
import { QuietBar } from '@/components/shell/quiet-bar'
import { Scope } from '@/components/shell/scope'
import type { HistorySettingsView } from '@/lib/services/settings/history-settings'
import { HistoryForm, type HistoryOutcome } from './history-form'
import { HistorySize } from './history-size'

/** What can be chosen in Weir itself: for now how long it keeps what it saw. */
export function SettingsPage({
  view,
  saveHistory,
}: {
  view: HistorySettingsView
  saveHistory: (rowDays: number) => Promise<HistoryOutcome>
}) {
  const t = useTranslations('settings')
  return (
    <>
      <Scope parts={[{ label: t('title') }]} />
      <main id="main" className="overflow-auto p-page [grid-area:main]">
        <h1 className="text-title font-semibold">{t('title')}</h1>
        <section aria-labelledby="history" className="mt-4 max-w-160">
          <h2 id="history" className="text-lead font-semibold">
            {t('history.title')}
          </h2>
          <p className="mt-1 text-ink-2">{t('history.means', { binDays: view.binDays })}</p>
          <HistorySize view={view} />
          <HistoryForm view={view} save={saveHistory} />
        </section>
      </main>
      <QuietBar>{t('forAll')}</QuietBar>
    </>
  )
}
