import { afterEach, expect, test } from 'vitest'
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client.ts'
import { Queue, type ScriptedServer, scriptedServer } from '../kubernetes/scripted-api-server.ts'
import { followKinds, type OptionalKinds } from './optional-kinds.ts'

let api: ScriptedServer
let client: KubernetesClient
let following: OptionalKinds

afterEach(async () => {
  await following.stop()
  await client.close()
  await api.close()
})

const GROUP = 'flink.apache.org'
const group = { kind: 'APIGroup', name: GROUP, preferredVersion: { version: 'v1beta1' } }
const resources = (...names: string[]) => ({
  resources: [
    ...names.map((name) => ({ name, verbs: ['get', 'list', 'watch'] })),
    { name: 'flinkdeployments/status', verbs: ['get', 'patch'] },
  ],
})

async function follow(): Promise<{ kinds: Queue<string[]>; answers: Queue<null> }> {
  api = await scriptedServer()
  client = openKubernetesClient({ kubeconfig: api.kubeconfig })
  const kinds = new Queue<string[]>()
  const answers = new Queue<null>()
  following = followKinds(
    client,
    GROUP,
    (found) => kinds.push([...found].map(([plural, { version }]) => `${plural}/${version}`)),
    () => answers.push(null),
    1,
  )
  return { kinds, answers }
}

async function answerWith(...names: string[]): Promise<void> {
  const first = await api.next()
  expect(first.path).toBe('/apis/flink.apache.org')
  first.answer(200, group)
  const second = await api.next()
  expect(second.path).toBe('/apis/flink.apache.org/v1beta1')
  second.answer(200, resources(...names))
}

test('tells of kinds that appear, and of one that is gone when it was missed twice', async () => {
  const { kinds, answers } = await follow()
  ;(await api.next()).refuse(404)
  await answers.next()
  expect(following.asked()).toBe(true)
  expect(kinds.drain()).toEqual([])
  await answerWith('flinkdeployments', 'flinkstatesnapshots')
  expect(await kinds.next()).toEqual(['flinkdeployments/v1beta1', 'flinkstatesnapshots/v1beta1'])
  await answerWith('flinkdeployments')
  await answers.next()
  await answers.next()
  expect(kinds.drain()).toEqual([])
  await answerWith('flinkdeployments')
  expect(await kinds.next()).toEqual(['flinkdeployments/v1beta1'])
})

test('keeps what it knows while it can not ask', async () => {
  const { kinds, answers } = await follow()
  await answerWith('flinkdeployments')
  await kinds.next()
  await answers.next()
  for (const status of [503, 503, 403]) {
    ;(await api.next()).refuse(status)
    await answers.next()
  }
  expect(kinds.drain()).toEqual([])
  expect(following.problem()?.code).toBe('kubernetes.forbidden')
})

test('a version that is none becomes part of no path', async () => {
  const { answers } = await follow()
  ;(await api.next()).answer(200, { preferredVersion: { version: '../../v1/secrets' } })
  await answers.next()
  expect(following.problem()?.code).toBe('kubernetes.bad-answer')
  expect((await api.next()).path).toBe('/apis/flink.apache.org')
})
