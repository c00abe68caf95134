import { parseArgs } from 'node:util'
import { decode } from './decode/run.ts'
import { history } from './history/run.ts'

const USAGE = `npm run bench -- decode|history [--json | --write]

  decode     lib/formats beside Flink's own loader, ObjectInputStream and two npm packages, on files that Flink's own
             writer makes. Takes some five minutes, javac and java 11 or newer, and once the jars of a Flink release
             (250 MB, kept in ~/.cache/weir or WEIR_CACHE).

  history    the record of checkpoints on a PostgreSQL of its own: how many a second, how large, how fast read and dropped.
             Takes some five minutes and 4 GB of disk.

  --json     the results as JSON on stdout, and nothing else there (npm prints a banner: npm run --silent bench -- …);
             the table on stderr
  --write    the table into docs/benchmarks.md as well as to stdout`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, write: { type: 'boolean' }, help: { type: 'boolean' } },
})
const [name, ...rest] = positionals
if (values.help) {
  process.stdout.write(`${USAGE}\n`)
} else if (name === 'decode' && rest.length === 0) {
  await decode({ json: values.json ?? false, write: values.write ?? false })
} else if (name === 'history' && rest.length === 0) {
  await history({ json: values.json ?? false, write: values.write ?? false })
} else {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
}
