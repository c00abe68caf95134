import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { RecoveryPointsPage } from '@/components/recovery/recovery-points-page'
import { readRecoveryPoints } from '@/lib/services/recovery/read-points'
import { type JobParams, jobFromParams } from '../job-params'

/** Slow storage must not hold up the page: what is not known by then comes after it. */
const PATIENCE_MS = 700

export async function generateMetadata({ params }: { params: JobParams }): Promise<Metadata> {
  const t = await getTranslations('job')
  return { title: `${(await jobFromParams(params)).cluster} · ${t('tab.recovery-points')}` }
}

export default async function Page({ params }: { params: JobParams }) {
  const input = await jobFromParams(params)
  return readView({
    page: 'recovery-points',
    read: (ctx) => readRecoveryPoints({ ctx, input, patienceMs: PATIENCE_MS }),
    render: (view) => (view ? <RecoveryPointsPage initial={view} /> : notFound()),
  })
}
