import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { IoTClient } from '@aws-sdk/client-iot'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { AwsService } from '../../local/aws-service.ts'
import { createDynamoDb } from '../../local/dynamodb/create-dynamo-db.ts'
import { inProcess } from '../../local/in-process.ts'
import { createIotCore } from '../../local/iot/create-iot-core.ts'
import { openStore } from '../../local/state/store.ts'
import { registryTable } from '../../scripts/benchmarks/registry/registry-table.ts'
import { noSessions } from './no-sessions.ts'

/** What is said here a client need not look for in files and variables; nobody in this process checks a signature. */
const clientOptions = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  endpoint: 'http://127.0.0.1',
  signer: { sign: async <T>(request: T): Promise<T> => request },
  retryMode: 'standard',
  maxAttempts: 3,
  defaultsMode: 'standard' as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
}

/** A document client as the product makes it, on a DynamoDB in this process. */
export const documentClientOn = (dynamodb: AwsService) => {
  const dynamo = new DynamoDBClient({ ...clientOptions, requestHandler: inProcess(dynamodb) })
  const document = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } })
  return { dynamo, document }
}

/** A table and an IoT Core in this process, with real SDK clients and a clock that stands still until it is moved. */
export const startUseCaseCloud = async () => {
  const time = { now: Date.UTC(2026, 10, 22, 3) }
  const place = { region: 'eu-west-1', accountId: '123456789012' }
  const dynamodb = await createDynamoDb({ clock: () => time.now, ...place })
  const iotCore = createIotCore({ store: openStore(), clock: () => time.now, ...place })
  const newClients = () => {
    return {
      ...documentClientOn(dynamodb),
      data: new IoTDataPlaneClient({ ...clientOptions, requestHandler: noSessions }),
      iot: new IoTClient({ ...clientOptions, requestHandler: inProcess(iotCore.controlPlane) }),
    }
  }
  await dynamodb.createTable(registryTable())
  return {
    time,
    /** A fresh set of clients, as a fresh process has them. */
    newClients,
    tableName: 'mintmark-dev-registry',
    stop: async () => {
      await iotCore.stop()
      await dynamodb.close()
    },
  }
}
export type UseCaseCloud = Awaited<ReturnType<typeof startUseCaseCloud>>
