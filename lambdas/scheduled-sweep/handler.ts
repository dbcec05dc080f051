import type { Context, EventBridgeEvent } from 'aws-lambda'
import { fromEnvironment } from '../adapters/environment.ts'
import { sweepDependencies } from '../adapters/sweep-dependencies.ts'
import { log } from '../doors/log.ts'
import { publishMetric } from '../doors/publish-metric.ts'
import { sweep } from '../sweep/sweep.ts'
import { countUnconfirmed } from './count-unconfirmed.ts'

const stage = fromEnvironment('MINTMARK_STAGE')
const deps = sweepDependencies()

/** Left for the step in hand when the time is up. */
const reserveMs = 30_000

/** Opened by the schedule. What it did is in the log; what it could not decide is a warning there, and an alarm. */
export const handler = async (_: EventBridgeEvent<'Scheduled Event', object>, context: Context): Promise<void> => {
  publishMetric(stage, 'UnconfirmedDevices', await countUnconfirmed(deps.table, deps.now()), 'Count')
  const hasTime = () => context.getRemainingTimeInMillis() > reserveMs
  const { disagreeing, ...done } = await sweep({ ...deps, hasTime })({ dryRun: false })
  log.info('sweep', { ...done, disagreeing: disagreeing.length })
  for (const row of disagreeing) log.warn('registry and AWS IoT disagree about a device', row)
  if (disagreeing.length > 0) publishMetric(stage, 'SweepFindings', disagreeing.length, 'Count')
}
