import { type Env, env } from '../../env.ts'

/**
 * Ends this process as `kill -9` would, if the environment names this point: the stories find out what is left of a change
 * wherever the server dies in it.
 */
export function failPoint(point: NonNullable<Env['failPoint']>): void {
  if (env().failPoint === point) process.kill(process.pid, 'SIGKILL')
}
