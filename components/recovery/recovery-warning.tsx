'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { firstSentence } from '@/components/format/shorten'
import { useProblem } from '@/components/problem/use-problem'
import { button } from '@/components/ui/button'
import { StateShape } from '@/components/ui/state-mark'
import type { Problem } from '@/lib/problem'

/**
 * What goes wrong if nobody does anything, above the points that could mend it.
 *
 * @param props.showEvidence leads to the point that HA names; null where that is not among those that are known
 */
export function RecoveryWarning({ warning, showEvidence }: { warning: Problem; showEvidence: (() => void) | null }) {
  const t = useTranslations('recoveryPoints')
  const sentence = useProblem()
  const text = sentence(warning)
  // With its full stop.
  const first = text.slice(0, firstSentence(text).length + 1)
  // The longest first: a path may hold another name.
  const names = Object.values(warning.params ?? {})
    .filter((value) => typeof value === 'string')
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
  return (
    <section
      aria-label={t('warning')}
      className="mx-page mt-3.5 grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 rounded-md border border-attention-line bg-attention-tint px-3 py-[9px] text-table leading-[18px]"
    >
      <span className="pt-1">
        <StateShape state="attention" />
      </span>
      <p className="[overflow-wrap:anywhere]">
        <strong className="font-medium">{first}</strong>
        <WithNames text={text.slice(first.length)} names={names} />
      </p>
      {showEvidence === null ? null : (
        <button type="button" onClick={showEvidence} className={button({ size: 'small' })}>
          {t('showEvidence')}
        </button>
      )}
    </section>
  )
}

/** A text in which names of files and checkpoints are told from words. */
function WithNames({ text, names }: { text: string; names: readonly string[] }) {
  const [name, ...others] = names
  if (name === undefined) return text
  return text.split(name).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no other name than their place
    <Fragment key={index}>
      {index === 0 ? null : <span className="mono">{name}</span>}
      <WithNames text={part} names={others} />
    </Fragment>
  ))
}
