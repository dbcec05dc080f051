import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { accountEndpoints } from '../adapters/iot/account-endpoints.ts'
import { countForAlarm } from '../doors/count-for-alarm.ts'
import { log } from '../doors/log.ts'
import { checkProfiles } from './check-profiles.ts'

const iot = iotClient()
const stage = fromEnvironment('MINTMARK_STAGE')
const check = checkProfiles({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  account: () => accountEndpoints(iot),
  tell: (drift) => {
    log.warn(drift.says, { ...drift })
    countForAlarm(stage, 'ProfileDrifts', { event: 'profile-drift', orderId: drift.orderId, what: drift.what })
  },
})

/** Opened by the schedule; by hand with `aws lambda invoke`, which shows the answer. */
export const handler = async (): Promise<{ orders: number; drifts: number }> => {
  const found = await check()
  log.info('profiles checked', found)
  return found
}
