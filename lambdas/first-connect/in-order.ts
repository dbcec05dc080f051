import type { PresenceEvent } from './presence-event.ts'

interface Received<Message> {
  message: Message
  event: PresenceEvent
}

/**
 * Events of a batch by client, each client's in the order of its clock. `versionNumber` only parts events of one
 * millisecond: it starts again at 0 after an hour offline (aws-iot-provisioning.md 6.1).
 */
export const inOrder = <Message>(received: readonly Received<Message>[]): Received<Message>[][] =>
  [...Map.groupBy(received, ({ event }) => event.clientId).values()].map((events) =>
    events.toSorted(
      (a, b) => a.event.timestamp - b.event.timestamp || (a.event.versionNumber ?? 0) - (b.event.versionNumber ?? 0),
    ),
  )
