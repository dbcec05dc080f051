import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import type { DiagnoseDependencies } from '../diagnose-device/gather-facts.ts'
import { documentClient, iotClient } from './clients.ts'
import { fromEnvironment } from './environment.ts'
import { accountEndpoints } from './iot/account-endpoints.ts'

/** What a diagnosis reads, once a process. */
export const diagnoseDependencies = (): DiagnoseDependencies => {
  const iot = iotClient()
  const registryTable = fromEnvironment('MINTMARK_REGISTRY_TABLE')
  return {
    table: { client: documentClient(), name: registryTable },
    iot,
    data: new IoTDataPlaneClient({}),
    logs: new CloudWatchLogsClient({ maxAttempts: 6 }),
    // Never remembered: somebody may have repaired a domain a second ago.
    account: () => accountEndpoints(iot),
    fleet: fromEnvironment('MINTMARK_FLEET'),
    deployed: {
      policyName: fromEnvironment('MINTMARK_DEVICE_POLICY'),
      policyDocument: fromEnvironment('MINTMARK_DEVICE_POLICY_DOCUMENT'),
      thingType: fromEnvironment('MINTMARK_THING_TYPE'),
      iotLogGroup: fromEnvironment('MINTMARK_IOT_LOG_GROUP'),
      registryTable,
    },
    now: Date.now,
  }
}
