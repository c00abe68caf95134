import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { firstRows } from '@/components/fleet/first-rows'
import { JobsPage } from '@/components/jobs/jobs-page'
import { readFleet } from '@/lib/services/fleet/read'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('jobs')
  return { title: t('title') }
}

export default function Page() {
  return readView({
    page: 'jobs',
    read: (ctx) => readFleet({ ctx }),
    render: (view) => <JobsPage initial={firstRows(view)} />,
  })
}
