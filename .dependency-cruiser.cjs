// The layers of docs/architecture.md: imports go one way, and every other import is an error.
const layer = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import only: ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(app|components|lib|demo|prisma|e2e|bin|bench)/',
    pathNot: [`^${from}/`, ...allowed.map((a) => `^${a}`)],
  },
})
// Vocabulary without behaviour that every layer may speak.
const words = ['lib/(problem|secrets)\\.ts$']

module.exports = {
  forbidden: [
    {
      name: 'formats-are-pure',
      severity: 'error',
      comment: 'lib/formats imports nothing but itself and the library yaml: no I/O, usable in a browser',
      from: { path: '^lib/formats/', pathNot: ['\\.test\\.ts$', '^lib/formats/(testing|damage|fuzz)/'] },
      to: { pathNot: ['^lib/formats/', '^node_modules/yaml/'] },
    },
    {
      name: 'formats-know-no-tests',
      severity: 'error',
      comment: 'what tests the formats may read files and start threads: nothing else imports it',
      from: { pathNot: ['\\.test\\.ts$', '^lib/formats/(testing|damage|fuzz)/', '^lib/decode/testing/'] },
      to: { path: '^lib/formats/(testing|damage|fuzz)/' },
    },
    {
      name: 'decode-is-pure',
      severity: 'error',
      comment:
        'lib/decode imports nothing but itself and lib/formats: the page decodes in the browser, by the same code',
      from: { path: '^lib/decode/', pathNot: ['\\.test\\.ts$', '^lib/decode/testing/'] },
      to: { pathNot: ['^lib/(decode|formats)/'] },
    },
    layer('kubernetes', 'lib/kubernetes', ['lib/(http|parse-json)\\.ts$', ...words]),
    layer('flink', 'lib/flink', ['lib/(http|parse-json)\\.ts$', ...words]),
    layer('storage', 'lib/storage', ['lib/formats/', ...words]),
    layer('db', 'lib/db', ['lib/env\\.ts$', 'lib/log\\.ts$', ...words]),
    layer('fleet', 'lib/fleet', [
      'lib/(formats|kubernetes|flink|storage|db)/',
      'lib/(env|log|metrics)\\.ts$',
      ...words,
    ]),
    layer('recovery', 'lib/recovery', [
      'lib/(fleet|formats|kubernetes|flink|storage|db)/',
      'lib/(env|log|metrics)\\.ts$',
      ...words,
    ]),
    layer('auth', 'lib/auth', ['lib/(db)/', 'lib/(env|log|metrics)\\.ts$', ...words]),
    layer('jobs', 'lib/jobs', ['lib/db/', 'lib/(env|log)\\.ts$', ...words]),
    layer('audit', 'lib/audit', ['lib/(auth|db)/', ...words]),
    layer('services', 'lib/services', [
      'lib/(auth|audit|jobs|recovery|fleet|formats|kubernetes|flink|storage|db)/',
      'lib/(env|log|metrics)\\.ts$',
      ...words,
    ]),
    {
      name: 'components-import-types',
      severity: 'error',
      comment: 'components import only components, types of lib and the pure lib/formats and lib/decode',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^(app|lib|demo|prisma|e2e|bin|bench)/',
        pathNot: ['^lib/(formats|decode)/', ...words],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'app-is-thin',
      severity: 'error',
      comment: 'app reaches the fleet through services',
      from: { path: '^app/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^lib/(formats|decode|kubernetes|flink|storage|fleet|recovery|db|jobs|audit)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-demo-in-the-product',
      severity: 'error',
      comment: 'the product does not know the demo',
      from: { path: '^(app|components|lib)/' },
      to: { path: '^demo/' },
    },
    {
      name: 'demo-stands-alone',
      severity: 'error',
      comment: 'the demo knows nothing of the product but how the formats of Flink are written',
      from: { path: '^demo/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(app|components|lib|prisma|e2e|bin|bench)/', pathNot: '^lib/formats/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/db/generated/' },
  },
}
