'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { BytePane } from '@/components/decoder/byte-pane'
import { DecodedResult } from '@/components/decoder/decoded-result'
import { DecoderThread } from '@/components/decoder/decoder-thread'
import { FailureText } from '@/components/decoder/failure-text'
import type { Outcome } from '@/components/decoder/outcome'

/** The bytes of a key's value beside what they say, decoded in this browser as on the decoder's page. */
export function HaEntryBytes({ name, value }: { name: string; value: string }) {
  const t = useTranslations('decoder')
  const [thread] = useState(() => new DecoderThread())
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    void thread.decode(new Blob([value]), () => {}).then((answer) => answer && setOutcome(answer))
    return () => thread.end()
  }, [thread, value])

  if (outcome === null) return <p role="status">{t('decoding')}</p>
  if (outcome.kind === 'refused') return <p role="alert">{t(outcome.reason)}</p>
  return (
    <div className="flex h-[420px] min-w-0 flex-col overflow-hidden rounded-md border border-line bg-base">
      {outcome.kind === 'decoded' ? (
        <DecodedResult name={name} outcome={outcome} json={() => thread.json()} />
      ) : (
        <>
          <div role="alert" className="border-b border-broken-line bg-broken-tint px-3 py-2 [overflow-wrap:anywhere]">
            <FailureText name={name} error={outcome.error} />
          </div>
          {outcome.view ? (
            <BytePane view={outcome.view} selection={{ start: outcome.offsetInView, end: outcome.offsetInView + 1 }} />
          ) : null}
        </>
      )}
    </div>
  )
}
