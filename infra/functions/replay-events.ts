import type { FunctionSpec } from '../function-spec.ts'

export const replayEvents: FunctionSpec = {
  folder: 'replay-events',
  description: 'Puts presence events back that failed on their way into the registry',
  route: { method: 'POST', path: '/v1/presence-events/replay', audience: ['ops'] },
  // Three calls for ten messages, for 20 s at the most.
  memory: 512,
  timeout: 29,
  environment: ['MINTMARK_EVENTS_QUEUE', 'MINTMARK_DEAD_EVENTS_QUEUE', 'MINTMARK_RULE_ERRORS_QUEUE'],
  grants: (arns, names) => {
    const failed = [arns.queue(names.firstConnectDeadQueue), arns.queue(names.ruleErrorQueue)]
    const events = arns.queue(names.firstConnectQueue)
    return [
      { actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'], resources: [events] },
      {
        actions: ['sqs:GetQueueUrl', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: failed,
      },
    ]
  },
}
