/** Called by Next once, before the server answers its first request. */
export async function register(): Promise<void> {
  // Set by Next, which also compiles this file for a runtime without Node's modules and leaves out what follows there.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { metrics } = await import('./lib/metrics.ts')
  metrics() // Counts from now on, not from the first time somebody asks.
  const { startWeir } = await import('./lib/services/boot.ts')
  const { trackStart } = await import('./lib/services/readiness.ts')
  // Not awaited: /healthz and /readyz must answer while Weir starts, and tell why it does not.
  void trackStart(startWeir)
}
