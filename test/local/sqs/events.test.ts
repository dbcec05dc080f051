import { openQueues } from './support.ts'

/** Lets listeners be called and finish. */
const turn = async () => {
  for (let n = 0; n < 3; n++) await new Promise(setImmediate)
}

test('a listener is called for a new message, for a failed one when it is visible again, and no more once it is gone', async () => {
  await using local = await openQueues()
  const { queues } = local
  const { arn } = queues.createQueue({ QueueName: 'events', VisibilityTimeout: 10 })
  let calls = 0
  const handled: string[] = []
  const stop = queues.onMessage(arn, async () => {
    calls += 1
    for (const { Body, ReceiptHandle, Attributes } of await queues.receive(arn)) {
      handled.push(`${Body} ${Attributes?.ApproximateReceiveCount}`)
      if (Body === 'good' || Attributes?.ApproximateReceiveCount === '2') queues.delete(arn, ReceiptHandle)
    }
  })
  queues.send(arn, 'good')
  queues.send(arn, 'bad')
  const idle = queues.idle()
  await turn()
  expect(handled.sort()).toEqual(['bad 1', 'good 1'])
  local.pass(9)
  await turn()
  expect(handled).toHaveLength(2)
  local.pass(1)
  await idle
  expect(handled).toEqual(['bad 1', 'good 1', 'bad 2'])
  stop()
  const before = calls
  queues.send(arn, 'unheard')
  await turn()
  expect(calls).toBe(before)
})

test('a listener that comes late is told of what waits', async () => {
  await using local = await openQueues()
  const { arn } = local.queues.createQueue({ QueueName: 'events' })
  local.queues.send(arn, 'early')
  await new Promise<void>((called) => local.queues.onMessage(arn, called))
})

test('idle waits for the dead-letter move of a message that never succeeds', async () => {
  await using local = await openQueues()
  const { queues } = local
  const dead = queues.createQueue({ QueueName: 'dead' })
  const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }
  const { arn } = queues.createQueue({ QueueName: 'events', VisibilityTimeout: 10, RedrivePolicy })
  let tries = 0
  queues.onMessage(arn, async () => {
    tries += (await queues.receive(arn)).length
  })
  queues.send(arn, 'poison')
  let done = false
  const idle = queues.idle().then(() => {
    done = true
  })
  for (const _ of [1, 2, 3]) {
    await turn()
    expect(done).toBe(false)
    local.pass(10)
  }
  await idle
  expect(tries).toBe(3)
  expect(await queues.receive(dead.arn)).toHaveLength(1)
})

test('ten thousand messages go through in seconds', async () => {
  await using local = await openQueues()
  const { queues } = local
  const { arn } = queues.createQueue({ QueueName: 'many' })
  const seen = new Set<string>()
  queues.onMessage(arn, async () => {
    for (const { Body, ReceiptHandle } of await queues.receive(arn)) {
      seen.add(Body)
      queues.delete(arn, ReceiptHandle)
    }
  })
  for (let n = 0; n < 10_000; n++) queues.send(arn, `${n}`)
  await queues.idle()
  expect(seen.size).toBe(10_000)
})
