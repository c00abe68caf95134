import { z } from 'zod'
import { parseJson } from '../parse-json.ts'
import type { Problem } from '../problem.ts'
import { keptText } from '../secrets.ts'

const RAW_LIMIT = 2000

const flinkErrors = z.object({ errors: z.array(z.string()).min(1) })
const kubernetesStatus = z.object({ kind: z.literal('Status'), message: z.string(), reason: z.string().optional() })

/**
 * What an answer other than 200 means. Flink answers `{"errors": […]}` with stack traces; the API server's proxy answers
 * with a `Status` of its own when it can't reach Flink; anything between (an ingress) answers as it likes.
 */
export function problemOfAnswer(endpoint: string, status: number, text: string): Problem {
  const json = parseJson(text)
  const proxy = kubernetesStatus.safeParse(json)
  if (proxy.success) return problemOfProxy(status, proxy.data)
  const errors = flinkErrors.safeParse(json)
  const raw = keptText(errors.success ? firstUsefulLine(errors.data.errors) : firstLine(text), RAW_LIMIT)
  const said = raw === '' ? {} : { raw }
  // While no JobManager leads, Flink's REST answers 503 for up to `rest.await-leader-timeout`. A proxy before it answers 503,
  // too, and may have handed on what it got: only Flink's own words tell the two apart.
  if (status === 503 && errors.success && /leader election/i.test(raw))
    return { code: 'flink.no-leader', params: { endpoint }, ...said }
  if (status === 404) return { code: 'flink.not-found', params: { endpoint }, ...said }
  return { code: 'flink.refused', params: { endpoint, status }, ...said }
}

function problemOfProxy(status: number, said: z.infer<typeof kubernetesStatus>): Problem {
  const raw = keptText(said.message, RAW_LIMIT)
  if (status === 403 || status === 401) return { code: 'flink.proxy-forbidden', raw }
  if (status === 404) return { code: 'flink.no-service', raw }
  if (/no endpoints available/.test(said.message)) return { code: 'flink.no-endpoint', raw }
  return { code: 'flink.unreachable', params: { server: 'service proxy', detail: said.reason ?? `${status}` }, raw }
}

/**
 * The line that tells a person something: without the class name before it, and for "Internal server error." the first
 * line of the stack trace that follows.
 */
function firstUsefulLine(errors: string[]): string {
  for (const error of errors) {
    const body = error.replace(/^<Exception on server side:\s*/, '')
    const line = firstLine(body).replace(/^(?:[a-z][\w$]*\.)+[A-Z][\w$]*:\s*/, '')
    if (line !== '' && line !== 'Internal server error.') return line
  }
  return errors[0] ?? ''
}

function firstLine(text: string): string {
  return (
    text
      .slice(0, 10 * RAW_LIMIT)
      .trim()
      .split('\n', 1)[0]
      ?.trim() ?? ''
  )
}
