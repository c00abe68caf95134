import { expect, test } from 'vitest'
import { isAllowed } from './licences.mjs'

test.each(['MIT', 'MIT*', '(MIT OR GPL-3.0)', 'MIT AND ISC', '(BSD-3-Clause AND Apache-2.0)'])(
  '%s may be shipped',
  (licence) => {
    expect(isAllowed(licence)).toBe(true)
  },
)

test.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-3.0', 'UNKNOWN', 'Custom: https://example.org', ''])(
  '%s may not',
  (licence) => {
    expect(isAllowed(licence)).toBe(false)
  },
)
