'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { binarySize } from '@/components/format/size'
import { ProblemText } from '@/components/problem/problem-text'
import { button } from '@/components/ui/button'
import type { Problem } from '@/lib/problem'
import type { HistorySettingsView } from '@/lib/services/settings/history-settings'

export type HistoryOutcome = { rowDays: number } | { problem: Problem }

/** For how many days full rows are kept, with what that comes to before it is saved. */
export function HistoryForm({
  view,
  save,
}: {
  view: HistorySettingsView
  save: (rowDays: number) => Promise<HistoryOutcome>
}) {
  const t = useTranslations('settings.history')
  const locale = useLocale()
  const { min, max } = view.rowDaysAllowed
  const [saved, setSaved] = useState(view.rowDays)
  const [typed, setTyped] = useState(`${view.rowDays}`)
  const [outcome, setOutcome] = useState<HistoryOutcome | null>(null)
  const [saving, startSaving] = useTransition()
  const days = Number(typed)
  const right = /^\d+$/.test(typed) && days >= min && days <= max
  const refusal = !right ? t('daysAllowed', { min, max }) : days === saved ? t('unchanged') : null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (refusal !== null || saving) return
    startSaving(async () => {
      const told = await save(days)
      setOutcome(told)
      if ('rowDays' in told) setSaved(told.rowDays)
    })
  }
  const comesTo = right && view.perDay !== null ? binarySize(days * view.perDay.bytes, locale) : null
  const hint = !right
    ? t('daysAllowed', { min, max })
    : comesTo === null
      ? t('rateUnknown')
      : t('comesTo', { days, size: comesTo })

  return (
    <form onSubmit={submit} className="mt-4 border-t border-line pt-4" noValidate>
      <label htmlFor="row-days" className="block font-medium">
        {t('days')}
      </label>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <input
          id="row-days"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          aria-invalid={!right}
          aria-describedby="row-days-hint"
          onChange={(event) => {
            setTyped(event.target.value.trim())
            setOutcome(null)
          }}
          className="h-control w-16 rounded-md border border-control bg-base px-2 text-right tabular-nums aria-invalid:border-broken-line"
        />
        <button
          type="submit"
          aria-disabled={refusal !== null || saving}
          data-tip={refusal ?? undefined}
          className={button({ kind: refusal === null && !saving ? 'plain' : 'disabled' })}
        >
          {saving ? t('saving') : t('save')}
        </button>
        <span id="row-days-hint" className="text-table text-ink-2">
          {hint}
        </span>
      </div>
      {right && days < saved ? <p className="mt-2 text-table text-ink-2">{t('fewer', { days })}</p> : null}
      <div role="status" className="mt-2 text-table">
        {outcome === null ? null : 'problem' in outcome ? (
          <ProblemText problem={outcome.problem} />
        ) : (
          t('saved', { days: outcome.rowDays })
        )}
      </div>
    </form>
  )
}
