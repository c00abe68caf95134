import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./app/i18n.ts')

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and server packages stay outside the bundle, so that there is one copy of each in the process.
  serverExternalPackages: ['@kubernetes/client-node', '@prisma/client', '@prisma/adapter-pg', 'pg', 'pino', 'prom-client', 'undici'],
  images: { unoptimized: true },
}

export default withNextIntl(config)
