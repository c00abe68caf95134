import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { Refusal } from './refusal.mjs'

const Kubeconfig = z.object({
  'current-context': z.string().nullish(),
  contexts: z.array(z.object({ name: z.string() })).nullish(),
})

/**
 * Which contexts of a kubeconfig are meant. The current one is looked up now and kept by name: a later
 * `kubectl config use-context` must not turn the history of one cluster into that of another.
 *
 * @param {string} path
 * @param {string[]} asked Empty: the current one.
 * @returns {string[]}
 */
export function chooseContexts(path, asked) {
  const config = readKubeconfig(path)
  const known = (config.contexts ?? []).map(({ name }) => name)
  if (known.length === 0) throw new Refusal(`${path} has no contexts; name a kubeconfig that has with --kubeconfig.`)
  const current = config['current-context']
  if (asked.length === 0 && !current) {
    throw new Refusal(`${path} has no current context; choose one with --context: ${known.join(', ')}.`)
  }
  const chosen = asked.length > 0 ? asked : [current ?? '']
  for (const name of chosen) {
    if (!known.includes(name)) throw new Refusal(`${path} has no context “${name}”; it has ${known.join(', ')}.`)
  }
  return chosen
}

/** @param {string} path */
function readKubeconfig(path) {
  try {
    return Kubeconfig.parse(parse(readFileSync(path, 'utf8'), { maxAliasCount: 10 }))
  } catch (cause) {
    throw new Refusal(`${path} is not a kubeconfig (YAML with contexts); name another with --kubeconfig.`, { cause })
  }
}
