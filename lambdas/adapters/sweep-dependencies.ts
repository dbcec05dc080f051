import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { SweepDependencies } from '../sweep/dependencies.ts'
import { documentClient, iotClient } from './clients.ts'
import { fromEnvironment } from './environment.ts'

/** What a sweep touches, once a process; how long it may run is said at each call. */
export const sweepDependencies = (): Omit<SweepDependencies, 'hasTime'> => ({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  iot: iotClient(),
  policyName: fromEnvironment('MINTMARK_DEVICE_POLICY'),
  now: Date.now,
  newToken: randomUUID,
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
})
