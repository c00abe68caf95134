import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { firstRows } from '@/components/fleet/first-rows'
import { FleetPage } from '@/components/fleet/fleet-page'
import { readFleet } from '@/lib/services/fleet/read'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('fleet')
  return { title: t('title') }
}

export default function Page() {
  return readView({
    page: 'fleet',
    read: (ctx) => readFleet({ ctx }),
    render: (view) => <FleetPage initial={firstRows(view)} />,
  })
}
