import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { HighAvailabilityPage } from '@/components/high-availability/high-availability-page'
import { readHighAvailability } from '@/lib/services/job/read-high-availability'
import { type JobParams, jobFromParams } from '../job-params'

export async function generateMetadata({ params }: { params: JobParams }): Promise<Metadata> {
  const t = await getTranslations('job')
  return { title: `${(await jobFromParams(params)).cluster} · ${t('tab.high-availability')}` }
}

export default async function Page({ params }: { params: JobParams }) {
  const input = await jobFromParams(params)
  return readView({
    page: 'high-availability',
    read: (ctx) => readHighAvailability({ ctx, input }),
    render: (view) => (view ? <HighAvailabilityPage initial={view} /> : notFound()),
  })
}
