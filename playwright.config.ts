import { defineConfig } from '@playwright/test'
import { browserPath } from './bin/test/browser.mjs'

// Browser tests on the demo fleet. One Weir, started by the real launcher, serves them all: see e2e/browser/launch.ts.
export default defineConfig({
  testDir: 'e2e/browser',
  globalSetup: './e2e/browser/launch.ts',
  // no retries: a test that fails now and then is a finding
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // What hangs is found; a machine that stalls for some seconds is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    // Recording slows every test down; what a failure saw is told without it.
    trace: process.env.WEIR_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: browserPath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        // Text is as wide in both builds of the browser.
        '--font-render-hinting=none',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
