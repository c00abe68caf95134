import { expect, it } from 'vitest'
import type { Duration } from '@/components/format/age'
import { durationAxis } from './duration-axis'

const write = ({ form, values }: Duration) => `${Object.values(values).join(' ')} ${form}`

it('has its unit at the top alone', () => {
  expect(durationAxis([0, 4_000, 8_000, 12_000], write)).toEqual(['0', '4', '8', '12 seconds'])
  expect(durationAxis([0, 500], write)).toEqual(['0', '500 milliseconds'])
})

it('has it at each tick where they differ', () => {
  expect(durationAxis([0, 60_000, 120_000], write)).toEqual(['0', '60 seconds', '2 minutes'])
  expect(durationAxis([0, 500, 1_000], write)).toEqual(['0', '500 milliseconds', '1 seconds'])
})
