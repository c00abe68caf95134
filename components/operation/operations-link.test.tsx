import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { OperationStepView, OperationView } from '@/lib/fleet/operation-view'
import { operationView } from '@/lib/fleet/operation-view.fixture'
import en from '@/messages/en.json'
import zh from '@/messages/zh.json'
import { OperationsLink } from './operations-link'

const running = (id: string, ...statuses: OperationStepView['status'][]): OperationView =>
  operationView({
    id,
    status: 'running',
    steps: statuses.map((status) => ({ step: 'order', status, startedAt: null, endedAt: null })),
  })

function shown(underWay: OperationView[], locale: 'en' | 'zh' = 'en'): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={locale === 'en' ? en : zh}>
      <OperationsLink underWay={underWay} />
    </NextIntlClientProvider>,
  )
}

/** What stands for the progress: its words, and of the bar the part that is filled. */
function progressIn(html: string): { label: string | undefined; filled: number } {
  const widths = [...html.matchAll(/<rect width="([\d.]+)"/g)].map(([, width]) => Number(width))
  return { label: /role="img" aria-label="([^"]*)"/.exec(html)?.[1], filled: (widths[1] ?? 0) / (widths[0] ?? 1) }
}

it.each<[string, OperationView[], number, string]>([
  ['that waits has nothing behind it', [running('a', 'waiting', 'waiting', 'waiting', 'waiting')], 0, '0 of 4'],
  [
    'that is under way has what is done behind it',
    [running('a', 'done', 'running', 'waiting', 'waiting')],
    0.25,
    '1 of 4',
  ],
  [
    'that left a step out has that behind it, too',
    [running('a', 'done', 'done', 'skipped', 'running')],
    0.75,
    '3 of 4',
  ],
  [
    'of which a step failed is no further for it',
    [running('a', 'done', 'failed', 'waiting', 'waiting')],
    0.25,
    '1 of 4',
  ],
  [
    'among others counts with them',
    [running('a', 'done', 'running'), running('b', 'waiting', 'waiting')],
    0.25,
    '1 of 4',
  ],
])('the bar of an operation %s', (_, underWay, filled, words) => {
  const progress = progressIn(shown(underWay))
  expect(progress.filled).toBe(filled)
  expect(progress.label).toContain(words)
})

it('has no bar where no steps are known, as of a row that can’t be read: 0 of 0 is no progress', () => {
  const html = shown([running('a')])
  expect(html).toContain('1 operation')
  expect(html).not.toContain('<rect')
})

it('counts operations and leads to the job of the newest, named in the reader’s language', () => {
  const newest = { ...running('b', 'done'), jobId: 'b'.repeat(32), jobName: 'orders', cluster: 'eu west' }
  const html = shown([newest, running('a', 'waiting')])
  expect(html).toContain('2 operations')
  expect(html).toContain(`href="/clusters/kube/flink/eu%20west/jobs/${'b'.repeat(32)}`)
  expect(html).toContain('Savepoint of orders in cluster eu west')
  expect(shown([newest], 'zh')).toContain(
    zh.operation.chipMeans.replace('{job}', 'orders').replace('{cluster}', 'eu west'),
  )
  expect(shown([{ ...newest, jobName: null }])).toContain('b'.repeat(32))
})

it('is nothing where none is under way', () => {
  expect(shown([])).toBe('')
})
