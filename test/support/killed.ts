import type { Clients } from './mint-world.ts'

/** Thrown where a process died; nothing after it runs. */
export class Killed extends Error {
  override name = 'Killed'
}

export interface Kill {
  /** Which cloud call of the process is its last, from 1. */
  call: number
  /** Whether that call still reaches the cloud. */
  when: 'before' | 'after'
}

/** Clients of a process that dies at one of its cloud calls: later calls never leave it. Answers how many were made. */
export const killedAt = (clients: Clients, kill: Kill | undefined): { calls: () => number } => {
  let calls = 0
  let dead = false
  const middleware =
    (next: (args: never) => Promise<unknown>) =>
    async (args: never): Promise<unknown> => {
      calls += 1
      const isLast = kill !== undefined && calls === kill.call
      if (dead || (isLast && kill.when === 'before')) {
        dead = true
        throw new Killed()
      }
      if (!isLast) return next(args)
      dead = true
      await next(args)
      throw new Killed()
    }
  for (const client of [clients.dynamo, clients.iot])
    (client.middlewareStack.add as (added: unknown, options: object) => void)(middleware, {
      step: 'initialize',
      name: 'killed',
    })
  return { calls: () => calls }
}
