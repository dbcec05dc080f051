import type { Authorization, ServiceCall } from '../aws-service.ts'
import { operations } from './operations/operations.ts'
import { nameIn } from './queues.ts'

/** The IAM action and resource of a call; a batch needs the action of its single form. Source: Service Authorization Reference, "Amazon SQS". */
export const authorizationsOf = (arn: (name: string) => string, { operation, input }: ServiceCall): Authorization[] => {
  const { QueueUrl, QueueName, SourceArn } = input as Record<string, unknown>
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*' }]
  const action = `sqs:${operations[operation]?.action ?? operation}`
  return [{ action, resource: arn(nameIn(QueueUrl ?? QueueName ?? SourceArn)) }]
}
