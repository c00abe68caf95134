'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { LeaderText } from '@/components/leader/leader-text'
import { useProblem } from '@/components/problem/use-problem'
import { Figure } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import type { JobHeaderView } from '@/lib/fleet/view'
import { GitOpsMark, gitOpsOwner } from './git-ops-mark'
import { fleetHref } from './job-address'

/** Beside a job's name: where it runs, since when, how often it began anew, who keeps it, and what keeps it from being known. */
export function JobFacts({ job }: { job: JobHeaderView }) {
  const t = useTranslations('job')
  const fleet = useTranslations('fleet')
  const instant = useInstant()
  const problem = useProblem()
  const { connection, namespace, cluster, flinkVersion, restarts, gitOps, stale, forbidden } = job
  const startedAt = job.startedAt === null ? null : job.startedAt - job.clockSkewMs
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-table text-ink-2">
      <li>
        {t.rich('cluster', {
          cluster,
          link: (text) => (
            <Link className="link" href={fleetHref('/', { connection: connection.name, namespace, cluster })}>
              {text}
            </Link>
          ),
        })}
      </li>
      {flinkVersion ? (
        <li>
          <Figure tip={t('versionRead', { time: instant(flinkVersion.observedAt) })}>
            {t('flink', { version: flinkVersion.value })}
          </Figure>
        </li>
      ) : null}
      {startedAt === null ? null : (
        <li>
          <Figure tip={t('startedAt', { time: instant(startedAt) })}>
            {t.rich(job.flinkState === 'RUNNING' ? 'running' : 'started', { age: () => <Passed since={startedAt} /> })}
          </Figure>
        </li>
      )}
      {restarts === null ? null : (
        <li>
          <Figure tip={t('restartsMean')}>{t('restarts', { count: restarts })}</Figure>
        </li>
      )}
      {gitOps === null ? null : (
        <li>
          <Figure tip={fleet('gitOps', { owner: gitOpsOwner(gitOps) })}>
            <GitOpsMark tool={gitOps.tool} />
          </Figure>
        </li>
      )}
      <li>
        <LeaderText leader={job.leader} />
      </li>
      {job.lineage.length > 1 ? <li>{t('runs', { count: job.lineage.length })}</li> : null}
      {stale ? (
        <li>
          <Figure
            className="flex items-center gap-1 text-attention"
            tip={[instant(stale.since), stale.reason ? problem(stale.reason) : ''].filter(Boolean).join('\n')}
          >
            <Icon name="clock" size={11} />
            {t.rich('stale', { age: () => <Passed since={stale.since} /> })}
          </Figure>
        </li>
      ) : null}
      {forbidden.length > 0 ? (
        <li>
          <Figure className="flex items-center gap-1 text-attention" tip={forbidden.map(problem).join('\n')}>
            <Icon name="lock" size={11} />
            {fleet('forbiddenRow')}
          </Figure>
        </li>
      ) : null}
    </ul>
  )
}
