import type { LocalCloudWatch } from './cloudwatch/create-cloud-watch.ts'
import type { LocalDynamoDb } from './dynamodb/create-dynamo-db.ts'
import type { LocalEvents } from './eventbridge/create-events.ts'
import type { HttpApis } from './http-api/http-apis.ts'
import type { Identities } from './iam/identities.ts'
import type { Keys } from './kms/keys.ts'
import type { EventSources } from './lambda/event-sources.ts'
import type { Functions } from './lambda/functions.ts'
import type { StreamSources } from './lambda/stream-sources.ts'
import type { LocalLogs } from './logs/create-logs.ts'
import type { Anchors } from './roles-anywhere/anchors.ts'
import type { LocalTopics } from './sns/create-topics.ts'
import type { LocalQueues } from './sqs/create-queues.ts'
import type { SsmParameters } from './ssm/parameters.ts'

/** The parts of the local cloud that resources are made in. */
export interface Cloud {
  region: string
  accountId: string
  identities: Identities
  functions: Functions
  eventSources: EventSources
  streamSources: StreamSources
  events: LocalEvents
  parameters: SsmParameters
  apis: HttpApis
  dynamodb: LocalDynamoDb
  queues: LocalQueues
  topics: LocalTopics
  logs: LocalLogs
  cloudwatch: LocalCloudWatch
  keys: Keys
  anchors: Anchors
  /** Calls an operation of a service in the account's own name, with the members that its API has. */
  call(service: string, operation: string, input: object): Promise<Record<string, unknown>>
}
