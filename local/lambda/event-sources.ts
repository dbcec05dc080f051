import { AwsError } from '../aws-service.ts'
import { accessDeniedMessage } from '../iam/access-denied.ts'
import type { Identities } from '../iam/identities.ts'
import { createEventSource, type EventSource, type EventSourceConfig, type EventSourceDeps } from './event-source.ts'

export interface EventSourcesDeps extends EventSourceDeps {
  identities: Identities
}

export interface EventSources<Config = EventSourceConfig> {
  /** Checks what Lambda checks; throws `InvalidParameterValueException` in its words. Nothing is consumed before `start`. */
  create(config: Config): void
  start(): void
  idle(): Promise<void>
  stop(): Promise<void>
}

const invalid = (message: string) => new AwsError('InvalidParameterValueException', 400, message)

const neededActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
const largestBatch = 10_000
const largestBatchWithoutWindow = 10

const checkBatch = ({ batchSize, windowSeconds }: EventSourceConfig) => {
  if (batchSize < 1 || batchSize > largestBatch)
    throw invalid(`BatchSize is ${batchSize}, Lambda takes 1 to ${largestBatch} for a queue`)
  if (batchSize > largestBatchWithoutWindow && windowSeconds < 1)
    throw invalid(
      `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${largestBatchWithoutWindow}`,
    )
}

/** The SQS event source mappings of the local cloud. */
export const createEventSources = (deps: EventSourcesDeps): EventSources => {
  const { queues, functions, identities } = deps
  const sources: EventSource[] = []
  return {
    create: (config) => {
      checkBatch(config)
      const { name, roleArn, timeoutSeconds } = functions.get(config.functionName)
      for (const action of neededActions) {
        const wanted = { action, resource: config.queueArn }
        const decision = identities.authorizeRole(roleArn, 'lambda.amazonaws.com', {}, wanted)
        if (decision.result !== 'allowed')
          throw invalid(
            `The function execution role does not have permissions to call ${action} on SQS: ${accessDeniedMessage({ arn: roleArn }, wanted, decision)}`,
          )
      }
      const { VisibilityTimeout: visibility } = queues.attributes(config.queueArn)
      if (visibility < timeoutSeconds)
        throw invalid(
          `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeoutSeconds} seconds (${config.queueArn}, function ${name})`,
        )
      sources.push(createEventSource(config, deps))
    },
    start: () => {
      for (const source of sources) source.start()
    },
    idle: async () => {
      await Promise.all(sources.map((source) => source.idle()))
    },
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()))
    },
  }
}
