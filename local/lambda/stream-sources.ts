import { AwsError } from '../aws-service.ts'
import { accessDeniedMessage } from '../iam/access-denied.ts'
import type { Identities } from '../iam/identities.ts'
import type { EventSource } from './event-source.ts'
import type { EventSources } from './event-sources.ts'
import { createStreamSource, type StreamSourceConfig, type StreamSourceDeps } from './stream-source.ts'

export interface StreamSourcesDeps extends StreamSourceDeps {
  identities: Identities
}

export type StreamSources = EventSources<StreamSourceConfig>

const invalid = (message: string) => new AwsError('InvalidParameterValueException', 400, message)

const largestBatch = 10_000
const onStream = ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream']

/** The event source mappings of the local cloud that follow a table's stream. */
export const createStreamSources = (deps: StreamSourcesDeps): StreamSources => {
  const { functions, identities } = deps
  const sources: EventSource[] = []
  return {
    create: (config) => {
      const { batchSize, functionName, streamArn } = config
      if (batchSize < 1 || batchSize > largestBatch)
        throw invalid(`BatchSize is ${batchSize}, Lambda takes 1 to ${largestBatch} for a stream`)
      const { roleArn } = functions.get(functionName)
      const needed = onStream.map((action) => ({ action, resource: streamArn }))
      for (const wanted of [...needed, { action: 'dynamodb:ListStreams', resource: '*' }]) {
        const decision = identities.authorizeRole(roleArn, 'lambda.amazonaws.com', {}, wanted)
        if (decision.result !== 'allowed')
          throw invalid(
            `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM: ${accessDeniedMessage({ arn: roleArn }, wanted, decision)}`,
          )
      }
      sources.push(createStreamSource(config, deps))
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
