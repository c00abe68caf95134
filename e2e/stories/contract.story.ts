import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutProxies } from '../cluster/processes.ts'
import { until } from '../cluster/until.ts'
import type { Story } from './story.ts'
import { subjects } from './world.ts'

const CHECKOUT = join(import.meta.dirname, '..', '..')

export const story: Story = {
  title: 'the contract that the demo keeps is kept by the real API server and the real Flinks',
  deadlineSeconds: 360,
  async run(world) {
    const { controlPlane, processes } = world.tier
    const clusters = subjects(world).map(({ version, cluster: { namespace, clusterId } }) => ({
      // The contract asks for what Weir has no right to read as well; RBAC would answer 403 before anything else.
      kubeconfig: controlPlane.adminKubeconfig,
      namespace,
      clusterId,
      restService: `${clusterId}-rest:8081`,
      flinkVersion: version,
    }))
    const report = join(world.dir, 'contract.json')
    const vitest = processes.start(
      'contract',
      process.execPath,
      [
        join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs'),
        ...['run', '--config', join(import.meta.dirname, 'contract', 'vitest.config.ts')],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ],
      { cwd: CHECKOUT, env: { ...withoutProxies(), WEIR_CONTRACT_CLUSTERS: JSON.stringify(clusters) } },
    )
    await until('the contract is checked', 340_000, () => !vitest.alive())
    const result = JSON.parse(await readFile(report, 'utf8'))
    assert.ok(result.success && result.numPassedTests > 0, vitest.logTail(80))
    assert.equal(result.numPendingTests + result.numTodoTests, 0, 'nothing is skipped')
  },
}
