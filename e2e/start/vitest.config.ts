import { defineConfig } from 'vitest/config'

// The launcher as a person uses it, on the server built before. One after the other: each starts a PostgreSQL.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.spec.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
