import type { Clients } from './mint-world.ts'

type Middleware = (next: (args: object) => Promise<object>) => (args: object) => Promise<object>

interface HttpRequest {
  method: string
  path: string
  headers: Record<string, string>
}

/** DynamoDB names the operation in a header; of IoT, method and collection are enough. */
const nameOf = ({ method, path, headers }: HttpRequest): string =>
  headers['x-amz-target']?.split('.')[1] ?? `${method} ${path.split('/')[1]}`

/** Turns of the event loop without a new call after which no other belongs to the same moment. */
const quietTurns = 50

/**
 * A network on which every answer takes one and the same time: calls that are made side by side are let through together,
 * and nothing moves before all of them are answered. `rounds` is then how many calls stand one after the other, and no
 * clock is asked.
 */
export const lockstep = (clients: Clients) => {
  let rounds: string[][] = []
  let waiting: { operation: string; go: () => void }[] = []
  let underWay = 0
  let quiet = 0
  let isLooking = false

  const look = () => {
    quiet += 1
    if (waiting.length === 0) {
      isLooking = false
      return
    }
    if (underWay === 0 && quiet > quietTurns) {
      const together = waiting
      waiting = []
      underWay = together.length
      rounds.push(together.map(({ operation }) => operation).toSorted())
      for (const { go } of together) go()
      isLooking = false
      return
    }
    setImmediate(look)
  }
  const nudge = () => {
    quiet = 0
    if (isLooking) return
    isLooking = true
    setImmediate(look)
  }
  const hold = (): Middleware => (next) => async (args) => {
    const { request } = args as { request: HttpRequest }
    await new Promise<void>((go) => {
      waiting.push({ operation: nameOf(request), go })
      nudge()
    })
    try {
      return await next(args)
    } finally {
      underWay -= 1
      nudge()
    }
  }
  // Once for DynamoDB: the document client hands its calls to the other's stack.
  for (const { middlewareStack } of [clients.document, clients.iot])
    (middlewareStack as { add: (middleware: Middleware, at: object) => void }).add(hold(), {
      step: 'finalizeRequest',
      priority: 'low',
    })
  return {
    /** What a piece of work calls, in the order in which it must wait. */
    roundsOf: async (work: () => Promise<unknown>): Promise<string[][]> => {
      rounds = []
      await work()
      return rounds
    },
  }
}
