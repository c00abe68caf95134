import { expect, test } from 'vitest'
import { firstOffset, hexRows } from './hex-rows'

const bytes = Uint8Array.from({ length: 40 }, (_, i) => i + 0x30)

test('rows of sixteen, split where the selection begins and ends', () => {
  const rows = hexRows(bytes, 0, 10, { start: 14, end: 18 }, [])
  expect(rows.map(({ offset }) => offset)).toEqual([0, 16, 32])
  expect(rows[0]?.pieces.map(({ text, selected }) => [text, selected])).toEqual([
    ['0123456789:;<=', false],
    ['>?', true],
  ])
  expect(rows[1]?.pieces.map(({ hex }) => hex)).toEqual(['40 41', '42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f'])
  expect(rows[2]?.pieces.map(({ hex }) => hex.split(' ').length)).toEqual([8])
})

test('no more rows than are asked for, and no byte of what is masked', () => {
  const rows = hexRows(bytes, 16, 1, null, [{ start: 17, end: 19 }])
  expect(rows).toEqual([
    {
      offset: 16,
      pieces: [
        { hex: expect.stringMatching(/^40 \*\* \*\* 43/), text: expect.stringMatching(/^@\*\*C/), selected: false },
      ],
    },
  ])
})

test('a selection shows with two rows before it', () => {
  expect(firstOffset(5)).toBe(0)
  expect(firstOffset(100)).toBe(64)
})
