import {
  Counter,
  type CounterConfiguration,
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Registry,
} from 'prom-client'

// Next compiles this file into more than one bundle; through the global symbol registry they share one set of metrics,
// and a metric that the other bundle has made already is taken, not made again.
const KEY = Symbol.for('weir.metrics')

/** The metrics of this process, Node's own (CPU, memory, event loop, garbage collection) among them. */
export function metrics(): Registry {
  const known: unknown = Reflect.get(globalThis, KEY)
  if (known instanceof Registry) return known
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  Reflect.set(globalThis, KEY, registry)
  return registry
}

/** A number that only grows. Names are `weir_<what>_total`. */
export function counter<L extends string>(configuration: Omit<CounterConfiguration<L>, 'registers'>): Counter<L> {
  const known = metrics().getSingleMetric(configuration.name)
  return known instanceof Counter ? known : new Counter({ ...configuration, registers: [metrics()] })
}

/** A number that goes up and down. Names are `weir_<what>`. */
export function gauge<L extends string>(configuration: Omit<GaugeConfiguration<L>, 'registers'>): Gauge<L> {
  const known = metrics().getSingleMetric(configuration.name)
  return known instanceof Gauge ? known : new Gauge({ ...configuration, registers: [metrics()] })
}
