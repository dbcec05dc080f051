import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as logs from '@aws-sdk/client-cloudwatch-logs'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as iot from '@aws-sdk/client-iot'
import * as sqs from '@aws-sdk/client-sqs'
import type { Endpoint } from './boto3.ts'
import type { Call } from './calls.ts'
import { type Client, filled, type Outcome } from './judge-calls.ts'

type AnyClient = { send(command: unknown): Promise<Record<string, unknown>> }
type AnyConstructor = new (argument: unknown) => unknown

const services: Record<string, { module: object; client: string }> = {
  iot: { module: iot, client: 'IoTClient' },
  dynamodb: { module: dynamodb, client: 'DynamoDBClient' },
  sqs: { module: sqs, client: 'SQSClient' },
  logs: { module: logs, client: 'CloudWatchLogsClient' },
  cloudwatch: { module: cloudwatch, client: 'CloudWatchClient' },
}

const make = <T>(service: string, name: string, argument: unknown): T => {
  const module = (services[service]?.module ?? {}) as Record<string, AnyConstructor>
  const Made = module[name]
  if (Made === undefined) throw new Error(`the SDK for ${service} has no ${name}`)
  return new Made(argument) as T
}

/** Whether the SDK for the service is installed here. */
export const hasSdk = ({ service }: Call): boolean => service in services

/** AWS's SDK for JavaScript, version 3. */
export const sdkV3 =
  ({ endpoint, region, accessKeyId, secretAccessKey }: Endpoint): Client =>
  async (calls) => {
    const settings = { endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 }
    const answers = new Map<string, Record<string, unknown>>()
    const outcomes: Outcome[] = []
    for (const { service, operation, input, as } of calls) {
      const client = make<AnyClient>(service, services[service]?.client ?? '', settings)
      const outcome = await client.send(make(service, `${operation}Command`, filled(input, answers))).then(
        ({ $metadata, ...answer }): Outcome => ({ answer }),
        (error: { name: string; $metadata?: { httpStatusCode?: number } }): Outcome => ({
          error: error.name,
          status: error.$metadata?.httpStatusCode ?? null,
        }),
      )
      if (as !== undefined && 'answer' in outcome) answers.set(as, outcome.answer)
      outcomes.push(outcome)
    }
    return outcomes
  }
