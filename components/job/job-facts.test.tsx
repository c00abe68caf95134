import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { JobHeaderView } from '@/lib/fleet/view'
import en from '@/messages/en.json'
import zh from '@/messages/zh.json'
import { JobFacts } from './job-facts'

const JOB: JobHeaderView = {
  connection: { id: 'kube', name: 'prod' },
  outOfStep: null,
  namespace: 'flink',
  cluster: 'orders',
  jobId: 'a'.repeat(32),
  name: 'orders',
  state: 'healthy',
  flinkState: 'RUNNING',
  flinkVersion: null,
  gitOps: null,
  startedAt: null,
  restarts: null,
  leader: { kind: 'unknown', holder: null, since: null, renewedAt: null, leaseDurationMs: null, reason: null },
  recoveryPoint: null,
  recoveryPointId: null,
  intervalMs: null,
  trouble: null,
  stale: null,
  forbidden: [],
  clockSkewMs: 0,
  lineage: [],
  currentJobId: 'a'.repeat(32),
  operations: [],
  savepoint: { refusal: null, formats: [] },
}

/** The facts as they are written, in order. */
function facts(change: Partial<JobHeaderView>, locale: 'en' | 'zh' = 'en'): string[] {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={locale === 'en' ? en : zh}>
      <JobFacts job={{ ...JOB, ...change }} />
    </NextIntlClientProvider>,
  )
  return [...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, fact = '']) => fact.replaceAll(/<[^>]*>/g, ''))
}

it.each([
  [0, 'no restart'],
  [1, '1 restart'],
  [7, '7 restarts'],
])('of %i restarts it says “%s”', (restarts, words) => {
  expect(facts({ restarts })).toContain(words)
})

it('says how often in Chinese, too', () => {
  expect(facts({ restarts: 7 }, 'zh').some((fact) => fact.includes('7'))).toBe(true)
})

it('says nothing of restarts where nobody tells: no number is made up', () => {
  expect(facts({ restarts: null })).toEqual(facts({ restarts: 0 }).filter((fact) => fact !== 'no restart'))
})
