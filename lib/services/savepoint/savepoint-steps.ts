import type { OperationStepView } from '../../fleet/operation-view.ts'
import { SAVEPOINT_STEPS, type SavepointStep } from './savepoint-state.ts'

/** The steps of a savepoint before the first has begun. */
export function savepointSteps(): OperationStepView[] {
  return SAVEPOINT_STEPS.map((step) => ({ step, status: 'waiting', startedAt: null, endedAt: null }))
}

/** A step has begun, so those before it are done. Begun again, it keeps its first time. */
export function startStep(steps: readonly OperationStepView[], begun: SavepointStep, now: number): OperationStepView[] {
  const index = steps.findIndex(({ step }) => step === begun)
  return steps.map((step, at) => {
    if (at < index) return step.status === 'done' ? step : { ...step, status: 'done', endedAt: step.endedAt ?? now }
    return at === index ? { ...step, status: 'running', startedAt: step.startedAt ?? now, endedAt: null } : step
  })
}

/** The operation has ended: with it the step it was at; those that never began were left out. */
export function endStep(
  steps: readonly OperationStepView[],
  status: 'done' | 'failed',
  now: number,
): OperationStepView[] {
  return steps.map((step) => {
    if (step.status === 'running') return { ...step, status, endedAt: now }
    return step.status === 'waiting' ? { ...step, status: 'skipped' } : step
  })
}
