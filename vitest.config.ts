import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['{app,bench,bin,components,demo,lib,e2e,messages}/**/*.test.{ts,tsx}'],
    exclude: ['e2e/browser/**', 'e2e/stories/**', '**/node_modules/**'],
    // What hangs is found; a busy machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // Much of a run is waiting: for processes, databases, timers.
    maxWorkers: availableParallelism(),
    globalSetup: ['bin/test/postgres-setup.ts'],
  },
})
