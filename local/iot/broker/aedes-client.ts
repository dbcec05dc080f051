import type { EventEmitter } from 'node:events'
import type { Client } from 'aedes'
import { topicMatches } from '../topic.ts'

/** A packet as aedes' parser gives it, as far as it is looked at here. */
export interface ParsedPacket {
  cmd: string
  subscriptions?: object[]
}

interface Internals {
  _parser: EventEmitter
  will: unknown
  subscriptions: Record<string, { qos: number }>
}

// aedes tells neither that a client sent DISCONNECT nor how many filters one SUBSCRIBE has, and cannot drop a will;
// these three members of its client (1.2.0, lib/client.js) do. The version is pinned.
const internals = (client: Client): Internals => client as unknown as Internals

/** Calls `see` with every packet before aedes handles it. */
export const watchPackets = (client: Client, see: (packet: ParsedPacket) => void): void =>
  void internals(client)._parser.prependListener('packet', see)

export const dropWill = (client: Client): void => {
  internals(client).will = null
}

export const subscriptionsOf = (client: Client): { topicFilter: string; qos: number }[] =>
  Object.entries(internals(client).subscriptions).map(([topicFilter, { qos }]) => ({ topicFilter, qos }))

/** Whether AWS would deliver: to a filter that fits, and what is retained only to a filter that is the very topic (DG mqtt). */
export const wants = (client: Client, topic: string, isRetained: boolean): boolean =>
  Object.keys(internals(client).subscriptions).some((filter) =>
    isRetained ? filter === topic : topicMatches(filter, topic),
  )
