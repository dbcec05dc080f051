import type { QueueAttributes } from './attributes.ts'
import type { MessageRecord } from './queue.ts'
import { newReceiptHandle } from './receipt-handle.ts'
import type { Scheduler } from './scheduler.ts'

export interface MessageQueueDeps {
  /** The queue's attributes as they are now. */
  attributes(): QueueAttributes
  clock: () => number
  scheduler: Scheduler
  save(message: MessageRecord): void
  remove(message: MessageRecord): void
  /** Gives a message whose receives ran out to the dead-letter queue; answers whether there is one. */
  moveToDeadLetters(message: MessageRecord): boolean
}

export interface MessageQueue {
  add(message: MessageRecord): void
  /** Up to `most` messages, waiting at most `waitSeconds` for the first one. */
  receive(most: number, visibilityTimeout: number, waitSeconds: number): Promise<MessageRecord[]>
  get(sequence: number): MessageRecord | undefined
  delete(message: MessageRecord): void
  /** Makes a received message visible again after so many seconds. */
  changeVisibility(message: MessageRecord, seconds: number): void
  /** Calls `listener` whenever there are visible messages, and once when some are there already; the answer ends that. */
  listen(listener: () => void): () => void
  hasListeners(): boolean
  isEmpty(): boolean
  /** Messages that have not expired, the oldest first. */
  all(): MessageRecord[]
  /** Answers those who still wait with nothing, and calls nobody any more. */
  stop(): void
}

/** The messages of one queue: who may see which one when. */
export const createMessageQueue = (deps: MessageQueueDeps, stored: MessageRecord[]): MessageQueue => {
  const messages = new Map(stored.map((message) => [message.sequence, message]))
  /** Those delayed or in flight, some of them visible again since. */
  const hidden = new Set(messages.keys())
  const listeners = new Set<() => void>()
  let isCalling = false
  const waiters = new Set<{ serve(): boolean; dismiss(): void }>()
  let cancelTimer = () => {}

  const put = (message: MessageRecord) => {
    messages.set(message.sequence, message)
    hidden.add(message.sequence)
    deps.save(message)
  }
  const drop = (message: MessageRecord) => {
    messages.delete(message.sequence)
    hidden.delete(message.sequence)
    deps.remove(message)
  }

  function* visible() {
    const now = deps.clock()
    const oldest = now - deps.attributes().MessageRetentionPeriod * 1000
    for (const message of messages.values())
      if (message.sentAt < oldest) drop(message)
      else if (message.visibleAt <= now) yield message
  }

  const isExhausted = ({ receiveCount }: MessageRecord) =>
    receiveCount >= (deps.attributes().RedrivePolicy?.maxReceiveCount ?? Number.POSITIVE_INFINITY)

  const take = (most: number, visibilityTimeout: number): MessageRecord[] => {
    const now = deps.clock()
    const chosen: MessageRecord[] = []
    for (const message of visible()) {
      if (isExhausted(message) && deps.moveToDeadLetters(message)) drop(message)
      else chosen.push(message)
      if (chosen.length === most) break
    }
    return chosen.map((message) => {
      const received = {
        ...message,
        visibleAt: now + visibilityTimeout * 1000,
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt ?? now,
        receiptHandle: newReceiptHandle(message.queue, message.sequence),
      }
      put(received)
      return received
    })
  }

  const nextVisibleAt = (now: number): number => {
    let next = Number.POSITIVE_INFINITY
    for (const sequence of hidden) {
      const at = messages.get(sequence)?.visibleAt ?? 0
      if (at > now) next = Math.min(next, at)
      else hidden.delete(sequence)
    }
    return next
  }

  /** Not within the caller's turn, because a listener receives, and once for all that came in it. */
  const callListeners = () => {
    if (isCalling) return
    isCalling = true
    setImmediate(() => {
      isCalling = false
      if (hasVisible()) for (const listener of listeners) listener()
    })
  }
  const hasVisible = () => visible().next().done !== true

  /** Serves those who wait, tells the listeners, and comes back when the next message becomes visible. */
  const wake = () => {
    cancelTimer()
    for (const waiter of waiters) if (waiter.serve()) waiters.delete(waiter)
    if (listeners.size > 0 && hasVisible()) callListeners()
    if (waiters.size + listeners.size === 0) return
    const now = deps.clock()
    const next = nextVisibleAt(now)
    if (Number.isFinite(next)) cancelTimer = deps.scheduler.after(next - now, wake)
  }

  return {
    add: (message) => {
      put(message)
      wake()
    },
    receive: async (most, visibilityTimeout, waitSeconds) => {
      const taken = take(most, visibilityTimeout)
      if (taken.length > 0 || waitSeconds === 0) {
        wake()
        return taken
      }
      return new Promise((resolve) => {
        const cancel = deps.scheduler.after(waitSeconds * 1000, () => {
          waiters.delete(waiter)
          resolve([])
        })
        const end = (answer: MessageRecord[]) => {
          cancel()
          resolve(answer)
        }
        const waiter = {
          serve: () => {
            const served = take(most, visibilityTimeout)
            if (served.length > 0) end(served)
            return served.length > 0
          },
          dismiss: () => end([]),
        }
        waiters.add(waiter)
        wake()
      })
    },
    get: (sequence) => messages.get(sequence),
    delete: drop,
    changeVisibility: (message, seconds) => {
      put({ ...message, visibleAt: deps.clock() + seconds * 1000 })
      wake()
    },
    listen: (listener) => {
      listeners.add(listener)
      wake()
      return () => void listeners.delete(listener)
    },
    hasListeners: () => listeners.size > 0,
    isEmpty: () => messages.size === 0,
    all: () => {
      const oldest = deps.clock() - deps.attributes().MessageRetentionPeriod * 1000
      return [...messages.values()].filter(({ sentAt }) => sentAt >= oldest)
    },
    stop: () => {
      cancelTimer()
      for (const waiter of waiters) waiter.dismiss()
      waiters.clear()
      listeners.clear()
    },
  }
}
