import { SQSClient } from '@aws-sdk/client-sqs'
import { createQueues } from '../../../local/sqs/create-queues.ts'
import { createScheduler } from '../../../local/sqs/scheduler.ts'
import { openStore, type Store } from '../../../local/state/store.ts'
import { serve } from '../support/serve.ts'

/** Queues in a time of their own, and an SDK client that reaches them. */
export const openQueues = async (store: Store = openStore()) => {
  const time = { now: 1_700_000_000_000 }
  const clock = () => time.now
  const scheduler = createScheduler(clock)
  let url = ''
  const queues = createQueues({
    store,
    clock,
    scheduler,
    region: 'eu-west-1',
    accountId: '123456789012',
    endpoint: () => url,
  })
  const served = await serve(queues)
  url = served.client.endpoint
  const client = new SQSClient(served.client)
  return {
    queues,
    client,
    time,
    /** Lets so many seconds pass. */
    pass: (seconds: number) => {
      time.now += seconds * 1000
      scheduler.runDue()
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      await queues.close()
      await served[Symbol.asyncDispose]()
    },
  }
}
