import type { FunctionSpec } from '../function-spec.ts'

export const announceChanges: FunctionSpec = {
  folder: 'announce-changes',
  description: 'Puts changes of state on the event bus, for others to build on',
  // Ten PutEvents for a full batch.
  memory: 512,
  timeout: 30,
  environment: ['MINTMARK_EVENT_SOURCE'],
  grants: (arns, names) => [
    {
      actions: ['events:PutEvents'],
      resources: [arns.eventBus],
      conditions: { StringEquals: { 'events:source': names.eventSource } },
    },
  ],
}
