import { expect as fiveSeconds } from '@playwright/test'

/**
 * `expect` of the stories: looks for half a minute before it fails. Three Flinks that start and a Weir that writes take
 * the processors from a page for longer than the runner's five seconds, and a slow machine is no failure.
 */
export const expect = fiveSeconds.configure({ timeout: 30_000 })
