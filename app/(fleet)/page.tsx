import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { FleetPage } from '@/components/fleet/fleet-page'
import { localContext } from '@/lib/auth/context'
import { readFleet } from '@/lib/services/fleet/read'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('fleet')
  return { title: t('title') }
}

export default async function Page() {
  return readView(
    async () => readFleet({ ctx: localContext(await headers()) }),
    (view) => <FleetPage initial={view} />,
  )
}
