import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import { type QueueAttributes, readAttributes } from './attributes.ts'

const attributeProperties = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
  'SqsManagedSseEnabled',
  'RedrivePolicy',
  'RedriveAllowPolicy',
]

export interface QueueTemplate {
  name: string
  attributes: Partial<QueueAttributes>
  tags: Record<string, string>
}

/** Reads the properties of an AWS::SQS::Queue. Throws for a property the local SQS does not know. Source: CloudFormation Template Reference. */
export const queueFromTemplate = (properties: Record<string, unknown>): QueueTemplate => {
  refuseUnknownMembers('SQS, in AWS::SQS::Queue', properties, ['QueueName', 'Tags', ...attributeProperties])
  const { QueueName, Tags, ...attributes } = properties
  if (typeof QueueName !== 'string')
    throw new Error('AWS::SQS::Queue: QueueName is missing; the local cloud needs a named queue')
  const tags = ((Tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])
  return { name: QueueName, attributes: readAttributes(attributes), tags: Object.fromEntries(tags) }
}
