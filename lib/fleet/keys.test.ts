import { describe, expect, test } from 'vitest'
import { sameCluster, strongerUid, type UidKind } from './keys.ts'

const uid = (value: string, uidKind: UidKind) => ({ uid: value, uidKind })

describe('a cluster', () => {
  test('seen by its HA map first and by its Deployment later is one cluster, under the uid of the Deployment', () => {
    const known = uid('map', 'ha-map')
    const found = uid('deployment', 'deployment')
    expect(sameCluster(known, found)).toBe(true)
    expect(strongerUid(known, found)).toEqual(found)
  })

  test('whose Deployment is gone keeps its uid', () => {
    expect(strongerUid(uid('deployment', 'deployment'), uid('map', 'ha-map'))).toEqual(uid('deployment', 'deployment'))
  })

  test('that was deleted and made again is another one', () => {
    expect(sameCluster(uid('a', 'deployment'), uid('b', 'deployment'))).toBe(false)
  })
})
