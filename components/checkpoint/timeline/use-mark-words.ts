'use client'

import { useTranslations } from 'next-intl'
import { elapsed, interval } from '@/components/format/age'
import { useDuration } from '@/components/format/use-duration'
import type { TimelineCheckpoint } from '@/lib/fleet/timeline-view'
import { checkpointName } from '../checkpoint-name'
import { longestPart } from '../part-order'
import type { Mark } from './chart-labels'
import { useClockLabel } from './use-clock-label'

const LONGEST_CAUSE = 80
/** Flink's words for a TaskManager that is gone, of which its id is what people look for. */
const TASK_MANAGER_LOST = /TaskManager with id (\S+) (?:timed out|is no longer reachable)/
/** Failures with a word of their own in the chart; all others "failed". */
type FailureWord = 'expired' | 'declined' | 'failed'
const WORDS: Readonly<Record<string, FailureWord>> = {
  'checkpoint.expired': 'expired',
  'checkpoint.declined': 'declined',
}
const SECOND = 1_000

/** What stands beside a mark of the chart, line by line. */
export function useMarkWords(clockSkewMs: number): (mark: Mark) => string[] {
  const t = useTranslations('timeline')
  const duration = useDuration()
  const clock = useClockLabel()
  const took = ({ durationMs }: TimelineCheckpoint) => duration(elapsed(durationMs ?? 0))

  const failures = (checkpoints: readonly TimelineCheckpoint[]) => {
    const count = checkpoints.length
    const word = only(checkpoints.map(wordOf)) ?? 'failed'
    const after = only(
      checkpoints.map((one) => (one.durationMs === null ? null : duration(failedAfter(word, one.durationMs)))),
    )
    const text = t(`failed.${word}`, { count })
    return after == null ? text : t('failedAfter', { failed: text, duration: after })
  }
  const causeOf = (cause: string) => {
    const id = TASK_MANAGER_LOST.exec(cause)?.[1]
    return (id === undefined ? cause : t('taskManagerLost', { id })).slice(0, LONGEST_CAUSE)
  }
  return (mark) => {
    switch (mark.kind) {
      case 'restart': {
        const { at, kind, cause, restoredCheckpointId } = mark.restart
        const time = clock.time(at - clockSkewMs)
        if (kind === 'run') {
          return restoredCheckpointId === null
            ? [t('newRun', { time })]
            : [t('newRunFrom', { time, point: checkpointName(restoredCheckpointId) })]
        }
        return [cause === null ? t('restart', { time }) : t('restartCause', { time, cause: causeOf(cause) })]
      }
      case 'savepoint':
        return [t('savepoint', { id: mark.checkpoint.checkpointId })]
      case 'failed':
        return [failures(mark.checkpoints)]
      case 'clipped':
        return [took(mark.checkpoint)]
      case 'longest': {
        const { checkpointId, parts, straggler } = mark.checkpoint
        const first = t('longest', { name: checkpointName(checkpointId), duration: took(mark.checkpoint) })
        if (parts === null || straggler === null) return [first]
        const part = longestPart(parts)
        const held = t('longestHeld', {
          phase: t(`part.${part}`),
          duration: duration(elapsed(parts[part])),
          operator: straggler.operator ?? t('operatorUnknown'),
          subtask: straggler.subtask,
        })
        return [first, held]
      }
    }
  }
}

function wordOf({ failure }: TimelineCheckpoint): FailureWord {
  return WORDS[failure?.code ?? ''] ?? 'failed'
}

/** One that expires takes as long as it was set to, and the few milliseconds until Flink noticed. */
function failedAfter(word: FailureWord, durationMs: number) {
  return word === 'expired' ? interval(Math.round(durationMs / SECOND) * SECOND) : elapsed(durationMs)
}

/** What all of them are; undefined where they differ. */
function only<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}
