import type { AccountFacts, PlannedStage } from '../../../core/preflight/account-facts.ts'

export const read = <T>(value: T) => ({ read: true as const, value })
export const denied = (action: string) => ({ read: false as const, action, why: 'these credentials may not' })

/** An empty account that was bootstrapped: nothing stands in the way. */
export const emptyAccount: AccountFacts = {
  accountId: '123456789012',
  region: 'eu-west-1',
  stacks: read([{ name: 'CDKToolkit', status: 'CREATE_COMPLETE' }]),
  bootstrap: read({ status: 'CREATE_COMPLETE', version: 28 }),
  taken: [],
  unread: [],
  logging: read(undefined),
  isLoggingOurs: read(false),
  policies: read({ some: [], total: 0, isAll: true }),
  concurrency: read({ account: 1000, unreserved: 1000 }),
  quotas: read([]),
  endpoint: read('a1b2c3-ats.iot.eu-west-1.amazonaws.com'),
  domainConfigurations: read(1),
  trustAnchors: read(0),
}

export const plan: PlannedStage = {
  name: 'prod',
  iotLogging: 'create',
  iotLogGroup: 'mintmark-prod-iot',
  devicePolicy: 'mintmark-prod-device',
  stacks: ['mintmark-prod-identity', 'mintmark-prod-registry', 'mintmark-prod-baseline'],
  functions: 34,
  stations: 16,
  secondsPerUnit: 10,
}
