import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { CheckpointsPage } from '@/components/checkpoint/checkpoints-page'
import { readJobCheckpoints } from '@/lib/services/job/read-checkpoints'
import { type JobParams, jobFromParams } from '../job-params'

type Props = { params: JobParams; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('job')
  return { title: `${(await jobFromParams(params)).cluster} · ${t('tab.checkpoints')}` }
}

export default async function Page({ params, searchParams }: Props) {
  const address = await jobFromParams(params)
  const { before } = await searchParams
  const older = typeof before === 'string'
  return readView({
    page: 'checkpoints',
    read: (ctx) => readJobCheckpoints({ ctx, input: older ? { ...address, before } : address }),
    render: (view) => (view ? <CheckpointsPage initial={view} older={older} /> : notFound()),
  })
}
