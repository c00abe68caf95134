import { expect, test, vi } from 'vitest'
import { counter, metrics } from './metrics.ts'

test('the registry has the metrics of the process itself', async () => {
  expect(await metrics().metrics()).toMatch(/^process_cpu_seconds_total /m)
})

test('a second copy of this file counts on the same metric', async () => {
  counter({ name: 'weir_test_total', help: 'Of a test.' }).inc()
  vi.resetModules()
  const copy = await import('./metrics.ts')
  expect(copy.counter).not.toBe(counter)
  copy.counter({ name: 'weir_test_total', help: 'Of a test.' }).inc()
  expect(await metrics().getSingleMetricAsString('weir_test_total')).toMatch(/^weir_test_total 2$/m)
})
