import type { Clients } from './mint-world.ts'

interface Held {
  /** Resolves when the process has come to the call. */
  arrived: Promise<void>
  letGo(): void
}

/** Clients of a process that is slow at one kind of call, for example `UpdateCertificateCommand`: from the n-th on it waits before it until it is let go. */
export const heldAt = (clients: Clients, commandName: string, nth = 1): Held => {
  let met = 0
  const arrival = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const middleware =
    (next: (args: never) => Promise<unknown>, context: { commandName?: string }) =>
    async (args: never): Promise<unknown> => {
      if (context.commandName === commandName) met += 1
      if (context.commandName === commandName && met >= nth) {
        arrival.resolve()
        await release.promise
      }
      return next(args)
    }
  for (const client of [clients.dynamo, clients.iot])
    (client.middlewareStack.add as (added: unknown, options: object) => void)(middleware, {
      step: 'initialize',
      name: 'held',
    })
  return { arrived: arrival.promise, letGo: release.resolve }
}
