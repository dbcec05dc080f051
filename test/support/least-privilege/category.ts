import type { Granted } from './granted.ts'

/** How a grant is shown to be needed, or why it is only listed. */
export type Category = 'work' | 'event source' | 'logging' | 'dead letters'

const logging = new Set(['logs:CreateLogStream', 'logs:PutLogEvents'])
/** What Lambda itself does in a function's role; it asks for all of it when the mapping is made, and fails the deployment. */
const polling: Readonly<Record<string, ReadonlySet<string>>> = {
  'first-connect': new Set(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']),
  'announce-changes': new Set([
    ...['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
    'dynamodb:ListStreams',
  ]),
}

export const categoryOf = ({ owner, action, resource }: Granted): Category => {
  if (logging.has(action)) return 'logging'
  if (polling[owner]?.has(action) === true) return 'event source'
  if (owner.startsWith('rule ') && resource.endsWith('-rule-errors')) return 'dead letters'
  return 'work'
}
