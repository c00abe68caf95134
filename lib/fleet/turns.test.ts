import { expect, test } from 'vitest'
import { turns } from './turns.ts'

test('so many at once and the others in order, whatever fails', async () => {
  const inTurn = turns(2)
  const begun: number[] = []
  const ends: Array<PromiseWithResolvers<number>> = [0, 1, 2, 3].map(() => Promise.withResolvers<number>())
  const results = ends.map(({ promise }, index) =>
    inTurn(() => {
      begun.push(index)
      return promise
    }),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  ends[1]?.reject(new Error('no'))
  await expect(results[1]).rejects.toThrow('no')
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.resolve(0)
  await results[0]
  expect(begun).toEqual([0, 1, 2, 3])
  ends[2]?.resolve(2)
  ends[3]?.resolve(3)
  expect(await Promise.all([results[0], results[2], results[3]])).toEqual([0, 2, 3])
})
