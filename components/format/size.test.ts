import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binarySize } from './size'

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.00 KiB'],
  [32_715_571, '31.2 MiB'],
  [1_406_589_337, '1.31 GiB'],
  [227_633_266_688, '212 GiB'],
  [1024 ** 2 - 1, '1.00 MiB'],
  [Number.MAX_SAFE_INTEGER, '8.00 PiB'],
])('%d bytes', (bytes, text) => {
  expect(binarySize(bytes, 'en')).toBe(text)
})

it('never needs more than nine characters, so that the column holds it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (bytes) => binarySize(bytes, 'en').length <= 9),
  )
})
