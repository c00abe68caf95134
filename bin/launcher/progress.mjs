/**
 * Tells what is going on while Weir sets itself up, one line a step. A terminal that is gone must not keep the end of the
 * children from happening, so errors of the stream are dropped.
 */
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** @param {string} text */
export function complain(text) {
  process.stderr.write(`${text}\n`)
}

/**
 * @template T
 * @param {string} name What is being done, such as `Building`.
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const startedAt = performance.now()
  say(`  ${name} …`)
  const result = await work()
  const seconds = (performance.now() - startedAt) / 1000
  if (seconds >= 10) say(`  ${name}: done in ${Math.round(seconds)} s`)
  return result
}
