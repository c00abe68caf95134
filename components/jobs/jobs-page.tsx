'use client'

import { useTranslations } from 'next-intl'
import { EmptyList } from '@/components/fleet/empty-list'
import { emptyReason, hiddenBy } from '@/components/fleet/empty-reason'
import { FleetFrame } from '@/components/fleet/fleet-frame'
import { isInScope } from '@/components/fleet/fleet-views'
import { applyToFleet } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { ListToolbar } from '@/components/table/list-toolbar'
import { useUrlParams } from '@/components/table/use-url-params'
import { useUrlSort } from '@/components/table/use-url-sort'
import { useCopied } from '@/components/ui/use-copied'
import type { FleetView } from '@/lib/fleet/view'
import { filterJobs, isInJobView, JOB_VIEWS, type JobLine, jobLines, jobSortOf, jobViewOf } from './job-lines'
import { JobsTable } from './jobs-table'

/** All jobs of all clusters, live. */
export function JobsPage({ initial }: { initial: FleetView }) {
  return (
    <LiveView subject={{ view: 'fleet' }} initial={initial} apply={applyToFleet}>
      {(view, stream) => <Jobs view={view} stream={stream} />}
    </LiveView>
  )
}

function Jobs({ view, stream }: { view: FleetView; stream: StreamState }) {
  const t = useTranslations('jobs')
  const fleet = useTranslations('fleet')
  const states = useTranslations('state')
  const [params, set] = useUrlParams()
  const [copied, copy] = useCopied()
  const filter = params.get('filter') ?? ''
  const scope = { connection: params.get('connection'), namespace: params.get('namespace') }
  const chosen = jobViewOf(params.get('view'))
  const { sort, reversed, byUrgency, sortBy } = useUrlSort(jobSortOf)

  const lines = jobLines(view.rows)
  const inScope = lines.filter(({ row }) => isInScope(row, scope))
  const inView = inScope.filter((line) => isInJobView(line, chosen))
  const words = ({ job }: JobLine) => states(job.state)
  const matching = new Set(filterJobs(inView, filter, words).map(({ id }) => id))
  const found = { scope: lines.length, view: inScope.length, filter: inView.length }
  const hidesAll = hiddenBy({ all: lines.length, inScope: inScope.length, inView: inView.length })
  const reason = emptyReason(view)

  return (
    <FleetFrame
      title={t('title')}
      view={view}
      stream={stream}
      scope={scope}
      set={set}
      byUrgency={byUrgency}
      copied={copied}
    >
      <ListToolbar
        views={JOB_VIEWS.map((name) => ({
          name,
          label: t(`view.${name}`),
          count: inScope.filter((line) => isInJobView(line, name)).length,
          current: name === chosen,
        }))}
        filter={filter}
        filterLabel={t('filter')}
        filterHint={t('filterHint')}
        found={{ count: matching.size, total: inView.length }}
        set={set}
      />
      <JobsTable
        lines={lines}
        matching={matching}
        now={view.now}
        sort={sort}
        reversed={reversed}
        onSort={sortBy}
        onCopy={copy}
        emptyText={
          <EmptyList
            text={
              hidesAll
                ? t(`none.${hidesAll}`, { total: found[hidesAll] })
                : reason === 'empty'
                  ? t('empty')
                  : fleet(reason)
            }
            hiddenBy={hidesAll}
            clear={fleet(`clearAll.${hidesAll ?? 'filter'}`)}
            set={set}
          />
        }
      />
    </FleetFrame>
  )
}
