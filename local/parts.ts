import type { AwsService } from './aws-service.ts'
import type { Cloud } from './cloud.ts'
import { createCloudWatch } from './cloudwatch/create-cloud-watch.ts'
import { deliverEvent } from './deliver-event.ts'
import { deliverNotification } from './deliver-notification.ts'
import { createDynamoDb } from './dynamodb/create-dynamo-db.ts'
import { createEvents } from './eventbridge/create-events.ts'
import { createFaults } from './faults/faults.ts'
import { createHttpApis } from './http-api/http-apis.ts'
import { createIdentities } from './iam/identities.ts'
import { createIotCore } from './iot/create-iot-core.ts'
import type { IotSwitches } from './iot/switches.ts'
import { createKms } from './kms/create-kms.ts'
import { createEventSources } from './lambda/event-sources.ts'
import { createFunctionOutput } from './lambda/function-output.ts'
import { createFunctions } from './lambda/functions.ts'
import { createStreamSources } from './lambda/stream-sources.ts'
import { createLogs } from './logs/create-logs.ts'
import { notifyTopic } from './notify-topic.ts'
import { queueMetrics } from './queue-metrics.ts'
import { createRolesAnywhere } from './roles-anywhere/create-roles-anywhere.ts'
import { createRuleTargets } from './rule-targets.ts'
import { createAwsServer } from './server/aws-server.ts'
import { createServiceCalls } from './service-calls.ts'
import { createTopics } from './sns/create-topics.ts'
import { createQueues } from './sqs/create-queues.ts'
import { createSsmParameters } from './ssm/parameters.ts'
import { StartError } from './start-error.ts'
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

const openTables = async (options: PartsOptions) => {
  const { region, accountId, clock, itemDirectory } = options
  const items = itemDirectory === undefined ? {} : { directory: itemDirectory }
  return createDynamoDb({ region, accountId, clock, ...items }).catch((error: Error) => {
    throw new StartError(error.message, { cause: error })
  })
}

/** Every part of the local cloud, joined: the services behind one door, and what templates are deployed into. */
export const createParts = async (options: PartsOptions) => {
  const { region, accountId, clock, store, log, maxWorkers, throttles } = options
  const place = { region, accountId, clock }
  let awsEndpointUrl = ''
  const endpoint = () => awsEndpointUrl

  const identities = createIdentities({ region, accountId, store })
  const faults = createFaults(clock)
  const onPolicy = (arn: string, document: string | undefined) =>
    identities.putResourcePolicy(arn, document ?? { Statement: [] })

  const dynamodb = await openTables(options)
  const queues = createQueues({ ...place, store, endpoint, onPolicy })
  const notify = notifyTopic({ accountId, identities, log, publish: (...notice) => topics.publish(...notice) })
  const cloudwatch = createCloudWatch({ ...place, store, notify })
  const metrics = cloudwatch.record
  const logs = createLogs({ ...place, store, onMetrics: metrics })
  const { write: output, listen: onFunctionOutput } = createFunctionOutput({ ...place, identities, logs, log })
  const functions = createFunctions({
    ...place,
    awsEndpointUrl: endpoint,
    identities,
    output,
    maxWorkers,
    metrics,
    log,
  })
  const deliver = deliverNotification({ accountId, identities, functions, queues })
  const topics = createTopics({ ...place, store, onPolicy, deliver })
  const invoke = createRuleTargets({ region, accountId, identities, functions, queues, topics, log })
  const iot = createIotCore({
    ...place,
    store,
    switches: options.iot,
    invoke,
    log: (record, group) => {
      if (!logs.hasGroup(group)) logs.createLogGroup({ LogGroupName: group })
      logs.append(group, 'iot', [JSON.stringify(record)])
    },
    report: (problem) => log(`iot: ${problem}`),
  })
  const eventSources = createEventSources({ queues, functions, identities, log })
  const checkpoints = store.collection<string>('stream-checkpoints')
  const streamSources = createStreamSources({ dynamodb, functions, identities, checkpoints, log })
  const events = createEvents({ ...place, deliver: deliverEvent({ accountId, identities, functions, queues }), log })
  const storeLog = (group: string, line: string) => logs.append(group, 'access', [line])
  const apis = createHttpApis({
    ...place,
    identities,
    functions,
    throttles,
    port: options.apiPort,
    storeLog,
    metrics,
    log,
  })

  const kms = createKms({ ...place, store })
  const rolesAnywhere = createRolesAnywhere({ ...place, store, identities, log })

  const services: AwsService[] = [
    dynamodb,
    queues,
    topics,
    logs,
    cloudwatch,
    iot.controlPlane,
    iot.dataPlane,
    kms.service,
    rolesAnywhere.service,
    events,
    createSts(),
  ]
  const server = createAwsServer({ services, identities, faults, region, clock, log })
  awsEndpointUrl = await server.listen(options.awsPort).catch(async (error: Error) => {
    await dynamodb.close()
    throw error
  })
  const call = createServiceCalls(services, accountId)
  const cloud: Cloud = {
    ...{ region, accountId, identities, functions, eventSources, apis, call },
    ...{ dynamodb, queues, topics, logs, cloudwatch, events, streamSources, parameters: createSsmParameters() },
    ...{ keys: kms.keys, anchors: rolesAnywhere.anchors },
  }
  return {
    cloud,
    faults,
    iot,
    onFunctionOutput,
    awsEndpointUrl,
    idle: async () => {
      // Twice, since what one part finishes may start another.
      const parts = [functions, iot, queues, eventSources, streamSources, events, topics]
      for (const part of [...parts, ...parts]) await part.idle()
    },
    /** Records what AWS measures by itself, then judges every alarm. */
    evaluateAlarms: async () => {
      metrics(await queueMetrics(cloud, clock))
      cloudwatch.evaluate()
    },
    /** Stops taking requests first, then what they run on. */
    stop: async () => {
      await apis.close()
      events.stop()
      await Promise.all([eventSources.stop(), streamSources.stop()])
      await functions.close()
      await server.close()
      await iot.stop()
      await queues.close()
      await dynamodb.close()
    },
  }
}
