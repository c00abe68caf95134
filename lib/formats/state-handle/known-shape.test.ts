import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { readKnownShape } from './known-shape.ts'
import { readAnyStateHandle, readStateHandle } from './read-state-handle.ts'

interface ConfigMapList {
  items: { data?: Record<string, string> }[]
}

/** Values of `checkpointID-…` and job graph keys of captures: bare (1.14), with mark of 1.20 and of 2.3. */
const values = ['1.14.6', '1.20.5', '2.3.0'].flatMap((version) => {
  const file = new URL(`../fixtures/${version}/jm-killed/configmaps.json`, import.meta.url)
  const list: ConfigMapList = JSON.parse(readFileSync(file, 'utf8'))
  return list.items.flatMap(({ data }) => Object.values(data ?? {}).filter((value) => value.startsWith('rO0AB')))
})
const of115 = (value: string) => {
  const bytes = atob(value).replace('\x1b\xad\x44\x80\xef\x86\x0d\x7c', '\x9f\x81\x3b\xf3\x99\x65\x43\x7f')
  return btoa(bytes)
}

function outcome(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}

describe('the shape that Flink writes', () => {
  it('is that of every captured value, and of 1.15 to 1.18', () => {
    expect(values.length).toBeGreaterThan(8)
    for (const value of [...values, ...values.map(of115)]) {
      expect(readKnownShape(value)).not.toBeNull()
      expect(readStateHandle(value)).toEqual(readAnyStateHandle(value))
    }
  })

  it('tells mark, size and path', () => {
    const value = values.find((each) => readAnyStateHandle(each).wrapped) ?? ''
    const marked = atob(value)
    const at = marked.indexOf('xp') + 2
    const changed = btoa(`${marked.slice(0, at)}\x01${marked.slice(at + 1)}`)
    expect(readKnownShape(changed)).toMatchObject({ markedForDeletion: true, wrapped: true })
    expect(readStateHandle(changed)).toEqual({ ...readStateHandle(value), markedForDeletion: true })
  })

  it('is read as the general reader reads it, whatever one byte is changed to', { timeout: 60_000 }, () => {
    for (const value of [values[0] ?? '', values.at(-1) ?? '']) {
      const bytes = atob(value)
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes.charCodeAt(at)
        for (const other of [byte ^ 1, byte ^ 0x80, 0, 0xff]) {
          const changed = btoa(bytes.slice(0, at) + String.fromCharCode(other) + bytes.slice(at + 1))
          expect(outcome(() => readStateHandle(changed))).toEqual(outcome(() => readAnyStateHandle(changed)))
        }
        const cut = btoa(bytes.slice(0, at))
        expect(readKnownShape(cut)).toBeNull()
      }
    }
  })

  it('is read as the general reader reads it, whatever one character is changed to', { timeout: 60_000 }, () => {
    for (const value of [values[0] ?? '', values.at(-1) ?? '']) {
      for (let at = 0; at < value.length; at++) {
        for (const char of ['A', '/', '=', '-', '\n', 'é']) {
          const changed = value.slice(0, at) + char + value.slice(at + 1)
          expect(outcome(() => readStateHandle(changed))).toEqual(outcome(() => readAnyStateHandle(changed)))
        }
      }
    }
  })
})
