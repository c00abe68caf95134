import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { TimelineCheckpoint } from '@/lib/fleet/timeline-view'
import en from '@/messages/en.json'
import type { Mark } from './chart-labels'
import { useMarkWords } from './use-mark-words'

function Words({ mark }: { mark: Mark }) {
  return useMarkWords(0)(mark).join('|')
}

function wordsOf(mark: Mark): string[] {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={en}>
      <Words mark={mark} />
    </NextIntlClientProvider>,
  ).split('|')
}

const took = (durationMs: number | null, change: Partial<TimelineCheckpoint> = {}): TimelineCheckpoint => ({
  id: 'run/7',
  checkpointId: 7,
  triggeredAt: 0,
  durationMs,
  status: 'completed',
  savepoint: false,
  parts: null,
  stateSizeBytes: null,
  straggler: null,
  failure: null,
  ...change,
})
const failed = (durationMs: number | null, code: string) => took(durationMs, { status: 'failed', failure: { code } })

describe('failures', () => {
  const failures = (...checkpoints: TimelineCheckpoint[]) => wordsOf({ kind: 'failed', x: 0, checkpoints })[0]

  it('are called what all of them were, after as long as each took', () => {
    const expired = [failed(60_003, 'checkpoint.expired'), failed(60_012, 'checkpoint.expired')]
    expect(failures(...expired)).toBe('2 expired after 60 s')
    expect(failures(failed(2_400, 'checkpoint.declined'))).toBe('1 declined after 2.4 s')
  })

  it('are failed where they were not the same, or nobody said why', () => {
    expect(failures(failed(60_003, 'checkpoint.expired'), failed(900, 'checkpoint.declined'))).toBe('2 failed')
    expect(failures(failed(null, 'checkpoint.failed'))).toBe('1 failed')
  })
})

describe('the longest', () => {
  it('says which subtask held it up, and in what', () => {
    const checkpoint = took(14_200, {
      parts: { startDelayMs: 500, alignmentMs: 600, syncMs: 300, asyncMs: 12_800 },
      straggler: { operator: 'Sink: kafka-orders', subtask: 7 },
    })
    expect(wordsOf({ kind: 'longest', x: 0, y: 0, checkpoint })).toEqual([
      'chk-7 14.2 s',
      'async 12.8 s in Sink: kafka-orders [7]',
    ])
  })

  it('has one line where no subtask stands out', () => {
    expect(wordsOf({ kind: 'longest', x: 0, y: 0, checkpoint: took(14_200) })).toEqual(['chk-7 14.2 s'])
  })
})

it('a restart names a TaskManager that was lost, and else what Flink says', () => {
  const restart = (cause: string) =>
    wordsOf({
      kind: 'restart',
      x: 0,
      restart: { at: 0, kind: 'restart', restoredCheckpointId: 6, restoredFrom: null, cause },
    })[0]
  expect(restart('Heartbeat of TaskManager with id orders-taskmanager-1-3 timed out.')).toMatch(
    /^\d\d:\d\d restart: TaskManager orders-taskmanager-1-3 lost$/,
  )
  expect(restart('Java heap space')).toMatch(/restart: Java heap space$/)
})
