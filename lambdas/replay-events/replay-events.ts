import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { ReplayAnswer } from '../../core/api/presence-events.ts'
import { eventOf } from './event-of.ts'

export interface ReplayDependencies {
  sqs: SQSClient
  queues: {
    /** Feeds the registry. */
    events: string
    /** Gets what failed there too often. */
    dead: string
    /** Gets what a topic rule could not queue, as AWS IoT words it. */
    ruleErrors: string
  }
  /** Whether there is time for ten more messages. */
  hasTime: () => boolean
}

/** Most messages of one SQS call. */
const most = 10

const waitingIn = async ({ sqs }: ReplayDependencies, QueueUrl: string): Promise<number> => {
  const wanted = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...wanted] }))
  return wanted.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0)
}

/** Puts events into the queue of the registry; answers which of them SQS took. */
const putBack = async ({ sqs, queues }: ReplayDependencies, events: Map<Message, string>): Promise<Message[]> => {
  const messages = [...events.keys()]
  if (messages.length === 0) return []
  const Entries = messages.map((message, index) => ({ Id: String(index), MessageBody: events.get(message) }))
  const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queues.events, Entries }))
  return Successful.flatMap(({ Id }) => messages[Number(Id)] ?? [])
}

/** Moves events from one queue until it is empty, time is up, or SQS takes no more. */
const drain = async (
  deps: ReplayDependencies,
  from: string,
  read: (body: string) => string | undefined,
): Promise<{ replayed: number; unreadable: number }> => {
  const sums = { replayed: 0, unreadable: 0 }
  while (deps.hasTime()) {
    const { Messages = [] } = await deps.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: most }),
    )
    if (Messages.length === 0) break
    const events = new Map<Message, string>()
    for (const message of Messages) {
      const event = read(message.Body ?? '')
      if (event === undefined) sums.unreadable += 1
      else events.set(message, event)
    }
    // Sent first and deleted then: a kill in between doubles an event, which is harmless, and loses none.
    const taken = await putBack(deps, events)
    const Entries = taken.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    if (taken.length > 0) await deps.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: from, Entries }))
    sums.replayed += taken.length
    if (taken.length < events.size) break
  }
  return sums
}

/** Puts back what failed on its way into the registry. What holds no event stays, so that a person can read it. */
export const replayEvents =
  (deps: ReplayDependencies) =>
  async ({ dryRun }: { dryRun: boolean }): Promise<ReplayAnswer> => {
    const { dead, ruleErrors } = deps.queues
    const done = { replayed: 0, unreadable: 0 }
    if (!dryRun)
      for (const { replayed, unreadable } of [
        await drain(deps, dead, eventOf.deadLetter),
        await drain(deps, ruleErrors, eventOf.ruleError),
      ]) {
        done.replayed += replayed
        done.unreadable += unreadable
      }
    const waiting = await Promise.all([waitingIn(deps, dead), waitingIn(deps, ruleErrors)])
    return { dryRun, ...done, waiting: waiting.reduce((sum, count) => sum + count, 0) }
  }
