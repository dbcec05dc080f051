import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Context } from 'aws-lambda'
import { sweepRequest } from '../../core/api/sweeps.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { log } from '../doors/log.ts'
import type { ApiEvent } from '../doors/read-request.ts'
import { sweep } from './sweep.ts'

const run = sweep({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  iot: iotClient(),
  policyName: fromEnvironment('MINTMARK_DEVICE_POLICY'),
  now: Date.now,
  newToken: randomUUID,
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
})

const byHand = apiDoor({ request: sweepRequest }, ({ body }) => run(body))

/** Opened by the schedule every hour, and by ops through the API. */
export const handler = async (event: ApiEvent | { source: string }, context: Context) => {
  if ('requestContext' in event) return byHand(event, context)
  const found = await run({ dryRun: false })
  log.info('sweep', { ...found })
  return found
}
