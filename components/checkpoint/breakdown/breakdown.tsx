'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { elapsed } from '@/components/format/age'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import { DataError } from '@/components/job/fetch-job-data'
import { type JobAddress, jobDataHref } from '@/components/job/job-address'
import { useJobData } from '@/components/job/use-job-data'
import { ProblemText } from '@/components/problem/problem-text'
import { StateShape } from '@/components/ui/state-mark'
import type { CheckpointDetailView, CheckpointParts, Straggler } from '@/lib/fleet/timeline-view'
import type { CheckpointRow } from '@/lib/fleet/view'
import { OperatorTable } from './operator-table'
import { SubtaskChart } from './subtask-chart'
import type { Figure } from './subtask-figures'

/** While it runs, subtasks acknowledge one after the other. */
const AGAIN_AFTER_MS = 3_000

const FIGURE: Record<keyof CheckpointParts, Figure> = {
  startDelayMs: 'total',
  alignmentMs: 'alignment',
  syncMs: 'sync',
  asyncMs: 'async',
}

/** What a checkpoint took in each operator and subtask, with the straggler named. */
export function Breakdown({ row, address }: { row: CheckpointRow; address: JobAddress }) {
  const t = useTranslations('breakdown')
  const instant = useInstant()
  const [chosen, setChosen] = useState<string | null>(null)
  const href = jobDataHref(address, 'checkpoint', { id: row.id })
  const { data, error, isPending } = useJobData<CheckpointDetailView>(href, {
    version: row.status,
    everyMs: row.status === 'in-progress' ? AGAIN_AFTER_MS : null,
  })
  if (isPending) return <p className="py-3 text-ink-3">{t('reading')}</p>
  // The last good data stay: what went wrong with the newest is said below them.
  const problem = error instanceof DataError ? error.problem : (data?.problem ?? null)
  const nothing = <p className="py-3 text-ink-2">{problem ? <ProblemText problem={problem} /> : t('notKept')}</p>
  if (!data) return nothing
  const { operators, straggler } = data
  const slowest = operators.reduce<(typeof operators)[number] | undefined>(
    (max, one) => ((one.endToEndMs ?? -1) > (max?.endToEndMs ?? -1) ? one : max),
    undefined,
  )
  const shown =
    operators.find(({ vertexId }) => vertexId === (chosen ?? straggler?.vertexId)) ?? slowest ?? operators[0]
  if (shown === undefined) return nothing
  const told = [
    data.source === null ? null : t(`source.${data.source}`),
    data.readAt === null ? null : t('readAt', { time: instant(data.readAt) }),
  ]
    .filter((line) => line !== null)
    .join('\n')
  return (
    <div className="grid grid-cols-[minmax(0,600px)_minmax(0,1fr)] gap-x-7 gap-y-4 folded:grid-cols-1">
      <div className="min-w-0">
        {straggler ? <StragglerSentence straggler={straggler} /> : <p className="mb-2 text-ink-2">{t('none')}</p>}
        <OperatorTable
          operators={operators}
          straggler={straggler}
          chosenId={shown.vertexId}
          onChoose={setChosen}
          told={told}
        />
        <p className="pt-1.5 text-meta text-ink-3">
          {data.source === null ? null : t(`source.${data.source}`)}{' '}
          {problem ? <ProblemText problem={problem} /> : null}
        </p>
      </div>
      {shown.subtasks.length === 0 ? (
        <p className="text-ink-2">{t('noSubtasks')}</p>
      ) : (
        <SubtaskChart
          key={shown.vertexId}
          operator={shown}
          straggler={shown.vertexId === straggler?.vertexId ? straggler.subtask : null}
          initial={shown.vertexId === straggler?.vertexId ? FIGURE[straggler.phase] : 'total'}
        />
      )}
    </div>
  )
}

function StragglerSentence({ straggler }: { straggler: Straggler }) {
  const t = useTranslations('breakdown')
  const parts = useTranslations('timeline.part')
  const duration = useDuration()
  return (
    <p className="mb-2 flex flex-wrap items-baseline gap-x-1.5">
      <StateShape state="attention" size={9} />
      <strong className="font-medium text-attention">
        {t('straggler', { operator: straggler.operator ?? straggler.vertexId.slice(0, 8), subtask: straggler.subtask })}
      </strong>
      <span className="text-ink-2">
        {t('held', {
          phase: parts(straggler.phase),
          duration: duration(elapsed(straggler.phaseMs)),
          times: Math.round(straggler.timesMedian),
        })}
        {straggler.taskManager === null
          ? null
          : t.rich('on', { host: straggler.taskManager, mono: (text) => <span className="mono">{text}</span> })}
      </span>
    </p>
  )
}
