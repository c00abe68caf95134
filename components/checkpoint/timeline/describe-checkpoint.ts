'use client'

import { useLocale, useTranslations } from 'next-intl'
import { elapsed } from '@/components/format/age'
import { binarySize } from '@/components/format/size'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import type { TimelineCheckpoint } from '@/lib/fleet/timeline-view'
import { checkpointName } from '../checkpoint-name'
import { PART_ORDER } from '../part-order'

/** What a bar stands for, line by line: read out where it has the focus, shown where the pointer is. */
export function useCheckpointDescription(clockSkewMs: number): (checkpoint: TimelineCheckpoint) => string[] {
  const t = useTranslations('timeline')
  const status = useTranslations('checkpoint.status')
  const locale = useLocale()
  const duration = useDuration()
  const instant = useInstant()
  const problem = useProblem()
  return (checkpoint) => {
    const { durationMs, parts, stateSizeBytes, straggler, failure } = checkpoint
    const name = checkpointName(checkpoint.checkpointId)
    return [
      [
        checkpoint.savepoint ? t('savepointNamed', { name }) : name,
        status(checkpoint.status),
        durationMs === null || checkpoint.status === 'in-progress' ? null : duration(elapsed(durationMs)),
      ]
        .filter(Boolean)
        .join(t('comma')),
      t('triggered', { time: instant(checkpoint.triggeredAt - clockSkewMs) }),
      parts === null
        ? null
        : PART_ORDER.map((part) => `${t(`part.${part}`)} ${duration(elapsed(parts[part]))}`).join(t('comma')),
      stateSizeBytes === null ? null : t('size', { size: binarySize(stateSizeBytes, locale) }),
      straggler === null
        ? null
        : t('straggler', { operator: straggler.operator ?? t('operatorUnknown'), subtask: straggler.subtask }),
      failure === null ? null : problem(failure),
    ].filter((line) => line !== null)
  }
}
