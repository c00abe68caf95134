import { expect, it } from 'vitest'
import { lackingFor } from './lacking-right'

const right = (resource: string) => ({ code: 'kubernetes.forbidden', params: { verb: 'get', resource } })

it('locks the tab whose source may not be read, and no other', () => {
  const proxy = right('services/proxy')
  const maps = right('configmaps')
  expect(lackingFor('checkpoints', [proxy, maps])).toEqual([proxy])
  expect(lackingFor('high-availability', [proxy, maps])).toEqual([maps])
  expect(lackingFor('recovery-points', [proxy, maps])).toEqual([])
  expect(lackingFor('checkpoints', [right('pods')])).toEqual([])
})
