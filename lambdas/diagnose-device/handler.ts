import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { diagnoseDevice as route } from '../../core/api/routes/diagnose-device.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { accountEndpoints } from '../adapters/iot/account-endpoints.ts'
import { apiDoor } from '../doors/api-door.ts'
import { diagnoseDevice } from './diagnose-device.ts'

const iot = iotClient()
const registryTable = fromEnvironment('MINTMARK_REGISTRY_TABLE')
const diagnose = diagnoseDevice({
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
})

export const handler = apiDoor(route, ({ path, body }) => diagnose(path.imei ?? '', body))
