'use client'

import dynamic from 'next/dynamic'

// It belongs to every page of a job, and hardly any shows it.
const JobNotFound = dynamic(() => import('@/components/job/job-not-found').then((module) => module.JobNotFound))

export default function NotFound() {
  return <JobNotFound />
}
