import { redirect } from 'next/navigation'
import { jobHref } from '@/components/job/job-address'
import { type JobParams, jobFromParams } from './job-params'

/** A job's address without a tab leads to its checkpoints. */
export default async function Page({ params }: { params: JobParams }) {
  redirect(jobHref(await jobFromParams(params)))
}
