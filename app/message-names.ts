import type messages from '../messages/en.json'

/** A part of the messages, as a component asks for it. */
export type MessageName = keyof typeof messages

/** What is around every page, and what may come in a page's place. */
export const SHELL_MESSAGES: readonly MessageName[] = [
  'duration',
  'failed',
  'help',
  'keys',
  'language',
  'notFound',
  'operation',
  'palette',
  'problem',
  'problems',
  'shell',
  'theme',
]

const LIVE: readonly MessageName[] = [
  'banner',
  'copy',
  'figure',
  'fleet',
  'leader',
  'point',
  'sources',
  'state',
  'status',
]
const FLEET: readonly MessageName[] = [...LIVE, 'spark', 'table', 'trouble']
const JOB: readonly MessageName[] = [...LIVE, 'evidence', 'job', 'recovery']

/** What a page needs beside that. A test holds it against what its components ask for. */
export const PAGE_MESSAGES = {
  fleet: FLEET,
  jobs: [...FLEET, 'jobs'],
  checkpoints: [...JOB, 'breakdown', 'checkpoint', 'run', 'timeline'],
  'recovery-points': [...JOB, 'checkpoint', 'recoveryPoints', 'table'],
  'high-availability': [...JOB, 'decoder', 'ha'],
  decoder: ['decoder', 'figure'],
  settings: ['settings'],
} as const satisfies Record<string, readonly MessageName[]>

export type PageName = keyof typeof PAGE_MESSAGES

/** These parts of all messages: a page is sent no others. */
export function pickMessages<All extends object>(all: All, names: readonly (keyof All)[]): Partial<All> {
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Partial<All>
}
