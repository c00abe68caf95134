import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { say } from '../launcher/progress.mjs'
import { runTool } from './tool.mjs'

const UNENDED = fileURLToPath(new URL('./unended-reporter.mjs', import.meta.url))
const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})
const PlaywrightSpec = z.object({
  title: z.string(),
  ok: z.boolean(),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({ results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })) }),
  ),
})
const PlaywrightSuite = z.object({
  specs: z.array(PlaywrightSpec).default([]),
  get suites() {
    return z.array(PlaywrightSuite).default([])
  },
})
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(PlaywrightSuite),
})

/**
 * @param {string} checkout
 * @param {string[]} words
 * @param {AbortSignal} signal
 * @returns {Promise<import('./suite.mjs').Counts>}
 */
export function runVitest(checkout, words, signal) {
  return withReport(async (path) => {
    const reporters = ['dot', 'json', UNENDED].map((name) => `--reporter=${name}`)
    const ended = await endOf(
      runTool(checkout, 'vitest/vitest.mjs', ['run', ...reporters, `--outputFile.json=${path}`, ...words], signal),
    )
    const report = VitestReport.parse(JSON.parse(readFileSync(path, 'utf8')))
    for (const { name, assertionResults } of report.testResults) {
      for (const { status, fullName, failureMessages } of assertionResults) {
        if (status === 'failed') tellFailure(`${relative(checkout, name)}: ${fullName}`, failureMessages ?? [])
      }
    }
    return atLeastOneFailure(ended, {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    })
  })
}

/**
 * A test that passes only when run again counts as failed.
 *
 * @param {string} checkout
 * @param {AbortSignal} signal
 * @returns {Promise<import('./suite.mjs').Counts>}
 */
export function runPlaywright(checkout, signal) {
  return withReport(async (path) => {
    const words = ['test', '--reporter=dot,json']
    const ended = await endOf(
      runTool(checkout, '@playwright/test/cli.js', words, signal, { PLAYWRIGHT_JSON_OUTPUT_FILE: path }),
    )
    const { stats, suites } = PlaywrightReport.parse(JSON.parse(readFileSync(path, 'utf8')))
    tellFailed(suites)
    const counts = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
    return atLeastOneFailure(ended, counts)
  })
}

/** @param {z.infer<typeof PlaywrightSuite>[]} suites */
function tellFailed(suites) {
  for (const { specs, suites: within } of suites) {
    for (const { title, ok, file, line, tests } of specs) {
      if (ok) continue
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
      const messages = errors.map(({ message }) => message ?? '')
      tellFailure(`${file}:${line}: ${title}`, messages)
    }
    tellFailed(within)
  }
}

/**
 * Why it failed is indented below its name, so that both are found together at the end of a long run.
 *
 * @param {string} name
 * @param {string[]} messages
 */
function tellFailure(name, messages) {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).split('\n'))
  say([`✗ ${name}`, ...lines.map((line) => `  ${line}`)].join('\n'))
}

/**
 * A run that ends badly without a failed test (a file that can't be loaded, a set-up that throws) is a failure too.
 *
 * @param {boolean} endedWell
 * @param {import('./suite.mjs').Counts} counts
 */
function atLeastOneFailure(endedWell, counts) {
  return endedWell || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** @param {Promise<void>} run */
function endOf(run) {
  return run.then(
    () => true,
    () => false,
  )
}

/**
 * @template T
 * @param {(path: string) => Promise<T>} run
 */
async function withReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'weir-report-'))
  try {
    return await run(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
