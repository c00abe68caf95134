import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './app/i18n.ts',
  // Messages are parsed while building: the parser would be a tenth of what a page loads first.
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
})

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  // The checkout is all there is: a lock file in a folder above must not move the root of what is copied.
  outputFileTracingRoot: import.meta.dirname,
  // Read at run time to tell whether the database is as this version needs it.
  outputFileTracingIncludes: { '/readyz': ['./prisma/migrations/**/*'] },
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and server packages stay outside the bundle, so that there is one copy of each in the process.
  serverExternalPackages: [
    '@kubernetes/client-node',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    'pg-boss',
    'pino',
    'prom-client',
    'undici',
  ],
  // Types are checked by npm test; a start must not wait for them again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
}

export default withNextIntl(config)
