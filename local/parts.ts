import type { AwsService } from './aws-service.ts'
import type { Cloud } from './cloud.ts'
import { deliverNotification } from './deliver-notification.ts'
import { createDynamoDb } from './dynamodb/create-dynamo-db.ts'
import { createFaults } from './faults/faults.ts'
import { createHttpApis } from './http-api/http-apis.ts'
import { createIdentities } from './iam/identities.ts'
import { createIotCore } from './iot/create-iot-core.ts'
import type { IotSwitches } from './iot/switches.ts'
import { createEventSources } from './lambda/event-sources.ts'
import { createFunctionOutput } from './lambda/function-output.ts'
import { createFunctions } from './lambda/functions.ts'
import { createAwsServer } from './server/aws-server.ts'
import { createServiceCalls } from './service-calls.ts'
import { createTopics } from './sns/create-topics.ts'
import { createQueues } from './sqs/create-queues.ts'
import type { Store } from './state/store.ts'
import { createSts } from './sts/create-sts.ts'

export interface PartsOptions {
  region: string
  accountId: string
  /** Milliseconds since 1970. */
  clock: () => number
  store: Store
  /** Where DynamoDB keeps its items; without it in memory. */
  itemDirectory?: string
  apiPort: number
  awsPort: number
  maxWorkers: number
  throttles: 'off' | 'on'
  iot: Partial<IotSwitches>
  log(line: string): void
}

/** Every part of the local cloud, joined: the services behind one door, and what templates are deployed into. */
export const createParts = async (options: PartsOptions) => {
  const { region, accountId, clock, store, log, itemDirectory, maxWorkers } = options
  const place = { region, accountId, clock }
  let awsEndpointUrl = ''
  const endpoint = () => awsEndpointUrl

  const identities = createIdentities({ region, accountId, store })
  const faults = createFaults(clock)
  const dynamodb = await createDynamoDb({
    ...place,
    ...(itemDirectory === undefined ? {} : { directory: itemDirectory }),
  })
  const onPolicy = (arn: string, document: string | undefined) =>
    identities.putResourcePolicy(arn, document ?? { Statement: [] })
  const sqs = createQueues({ ...place, store, endpoint, onPolicy })
  const output = createFunctionOutput({ region, accountId, identities, store: () => {}, log })
  const functions = createFunctions({
    region,
    accountId,
    awsEndpointUrl: endpoint,
    identities,
    output: output.write,
    maxWorkers,
    log,
  })
  const deliver = deliverNotification({ accountId, identities, functions, queues: sqs })
  const sns = createTopics({ ...place, store, onPolicy, deliver })
  const iot = createIotCore({ ...place, store, switches: options.iot, report: (problem) => log(`iot: ${problem}`) })
  const services: AwsService[] = [dynamodb, sqs, sns, iot.controlPlane, createSts()]

  const eventSources = createEventSources({ queues: sqs, functions, identities, log })
  const apis = createHttpApis({
    ...place,
    identities,
    functions,
    throttles: options.throttles,
    port: options.apiPort,
    storeLog: () => {},
    log,
  })
  const server = createAwsServer({ services, identities, faults, region, clock, log })
  awsEndpointUrl = await server.listen(options.awsPort)
  const cloud: Cloud = {
    region,
    accountId,
    identities,
    functions,
    eventSources,
    apis,
    dynamodb,
    sqs,
    sns,
    call: createServiceCalls(services, accountId),
  }
  return {
    cloud,
    faults,
    iot,
    output,
    awsEndpointUrl,
    idle: async () => {
      await sqs.idle()
      await eventSources.idle()
      await functions.idle()
    },
    /** Stops taking requests first, then what they run on. */
    stop: async () => {
      await apis.close()
      await functions.close()
      await eventSources.stop()
      await server.close()
      await iot.stop()
      await sqs.close()
      await dynamodb.close()
    },
  }
}
