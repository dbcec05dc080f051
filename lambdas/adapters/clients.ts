import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { IoTClient } from '@aws-sdk/client-iot'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** One client a process, connections kept alive between invocations. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } })

/** For calls that may be repeated. The control plane throttles at 10 to 15 a second and account, so wait for it a while. */
export const iotClient = (): IoTClient => new IoTClient({ maxAttempts: 6 })

/** For the calls that make a certificate: a repeat makes another one (aws-iot-provisioning.md 2.9), so they are never retried. */
export const iotClientWithoutRetry = (shared: IoTClient): IoTClient =>
  new IoTClient({ maxAttempts: 1, requestHandler: shared.config.requestHandler })
