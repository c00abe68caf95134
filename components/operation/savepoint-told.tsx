'use client'

import { useLocale, useTranslations } from 'next-intl'
import { age } from '@/components/format/age'
import { Passed } from '@/components/format/passed'
import { CopiedPath } from '@/components/format/path'
import { binarySize } from '@/components/format/size'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import { ProblemText } from '@/components/problem/problem-text'
import { button } from '@/components/ui/button'
import { Figure } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import { StateShape } from '@/components/ui/state-mark'
import type { OperationStatus, OperationView } from '@/lib/fleet/operation-view'
import type { State } from '@/lib/fleet/view'
import type { Problem } from '@/lib/problem'
import { isUnderWay } from './job-operations'

const MARK: Record<OperationStatus, State> = {
  waiting: 'busy',
  running: 'busy',
  completed: 'healthy',
  failed: 'broken',
  lost: 'attention',
}

const BOX = 'mt-2 flex min-h-8 items-start gap-2 rounded-md border px-3 py-1.5 text-table'
const TONE: Record<State, string> = {
  healthy: 'border-line bg-base',
  busy: 'border-line bg-base',
  attention: 'border-attention-line bg-attention-tint',
  broken: 'border-broken-line bg-broken-tint',
  unknown: 'border-line bg-base',
}

/** Why an order was not taken on. */
export function Refused({ problem }: { problem: Problem }) {
  const t = useTranslations('operation')
  return (
    <div className={`${BOX} ${TONE.broken}`}>
      <span className="mt-1">
        <StateShape state="broken" />
      </span>
      <div className="min-w-0">
        <strong className="mr-2 font-medium">{t('savepoint.refused')}</strong>
        <ProblemText problem={problem} />
      </div>
    </div>
  )
}

/** An operation, under way or ended. */
export function Told({ operation, close }: { operation: OperationView; close: () => void }) {
  const t = useTranslations('operation')
  const state = operation.status === 'completed' && operation.problem ? 'attention' : MARK[operation.status]
  return (
    <div className={`${BOX} ${TONE[state]}`} data-operation={operation.id} data-status={operation.status}>
      <span className="mt-1">
        <StateShape state={state} />
      </span>
      <div className="min-w-0 flex-1">
        <strong className="mr-2 font-medium">{t(`savepoint.status.${operation.status}`)}</strong>
        {isUnderWay(operation) ? <Progress operation={operation} /> : <Ended operation={operation} />}
        {operation.problem ? (
          <div>
            <ProblemText problem={operation.problem} />
          </div>
        ) : null}
      </div>
      {isUnderWay(operation) ? null : (
        <button
          type="button"
          onClick={close}
          aria-label={t('close')}
          title={t('close')}
          className={button({ kind: 'quiet', size: 'icon', className: '-my-1 -mr-2' })}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  )
}

function Progress({ operation }: { operation: OperationView }) {
  const t = useTranslations('operation')
  return (
    <span className="text-ink-2">
      {t.rich('savepoint.since', { age: () => <Passed since={operation.requestedAt} /> })}
      <ol className="mt-1 flex flex-wrap gap-x-4 gap-y-1" aria-label={t('steps')}>
        {operation.steps.map(({ step, status }) => (
          <li key={step} className={`flex items-center gap-1.5 ${status === 'waiting' ? 'text-ink-3' : 'text-ink'}`}>
            <StateShape state={status === 'done' ? 'healthy' : status === 'running' ? 'busy' : 'unknown'} size={8} />
            {isStep(step) ? t(`step.${step}`) : step}
            <span className="sr-only">{t(`stepStatus.${status}`)}</span>
          </li>
        ))}
      </ol>
    </span>
  )
}

const STEPS = ['order', 'write', 'check', 'record'] as const

function isStep(step: string): step is (typeof STEPS)[number] {
  return STEPS.some((known) => known === step)
}

function Ended({ operation }: { operation: OperationView }) {
  const t = useTranslations('operation')
  const locale = useLocale()
  const instant = useInstant()
  const duration = useDuration()
  const { endedAt, sizeBytes, checkpointId, location, verifiedAt } = operation
  const facts = [
    checkpointId === null ? null : t('savepoint.id', { id: checkpointId }),
    sizeBytes === null ? null : binarySize(sizeBytes, locale),
    endedAt === null ? null : t('savepoint.took', { time: duration(age(endedAt - operation.requestedAt)) }),
    verifiedAt === null ? null : t('savepoint.verified'),
  ].filter((fact) => fact !== null)
  return (
    <>
      {operation.status === 'completed' ? (
        <Figure className="text-ink-2" tip={endedAt === null ? '' : instant(endedAt)}>
          {facts.join(' · ')}
        </Figure>
      ) : null}
      {location === null ? null : <CopiedPath path={location} />}
    </>
  )
}
