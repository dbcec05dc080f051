import type { IotContext } from '../context.ts'
import { filterProblem, topicLimitProblem } from '../topic.ts'
import type { Access, Identity } from './access.ts'
import type { ConnectionLog } from './connection-log.ts'
import type { DisconnectReason } from './sessions.ts'

export interface Publication {
  topic: string
  qos: number
  retain: boolean
  bytes: number
}

/** What becomes of one packet: it passes, it is not granted, or the connection ends for a reason. */
export type Ruling = 'pass' | 'not-granted' | { disconnect: DisconnectReason; why: string }

const maxPayload = 128 * 1024
const maxSubscriptions = 50

const error = (why: string): Ruling => ({ disconnect: 'CLIENT_ERROR', why })

/** Judges what a connected client publishes, subscribes to and receives (reference 3.2, 5.1). */
export const createTraffic = (iot: IotContext, access: Access, log: ConnectionLog) => {
  const denied = (eventType: 'Publish-In' | 'Publish-Out' | 'Subscribe', identity: Identity, topic: string) =>
    log.notAuthorized(eventType, identity.peer, identity.clientId, identity.certificate.certificateId, topic)
  return {
    publish: (identity: Identity, { topic, qos, retain, bytes }: Publication): Ruling => {
      const problem = topicLimitProblem(topic)
      if (problem !== undefined) return error(`topic ${topic}: ${problem}`)
      if (qos > 1) return error('QoS 2 is not supported')
      if (bytes > maxPayload) return error(`a payload of ${bytes} bytes is larger than ${maxPayload}`)
      if (retain && topic.startsWith('$')) return error(`a retained message on the reserved topic ${topic}`)
      if (access.publish(identity, topic, retain)) return 'pass'
      denied('Publish-In', identity, topic)
      return { disconnect: 'AUTH_ERROR', why: `publishing to ${topic} is not authorized` }
    },
    subscribe: (identity: Identity, filter: string, qos: number, count: number): Ruling => {
      const problem = filterProblem(filter) ?? topicLimitProblem(filter)
      if (problem !== undefined) return error(`filter ${filter}: ${problem}`)
      if (qos > 1) return error('QoS 2 is not supported')
      if (count >= maxSubscriptions) return error(`more than ${maxSubscriptions} subscriptions`)
      if (!filter.startsWith('$SYS/') && access.subscribe(identity, filter)) return 'pass'
      denied('Subscribe', identity, filter)
      if (iot.switches.subscribeDenied === 'suback-128') return 'not-granted'
      return { disconnect: 'AUTH_ERROR', why: `subscribing to ${filter} is not authorized` }
    },
    /** Checked per delivery; what is not allowed is left out without a word to the client. */
    receive: (identity: Identity, topic: string): boolean => {
      if (topic.startsWith('$SYS/')) return false
      if (access.receive(identity, topic)) return true
      denied('Publish-Out', identity, topic)
      return false
    },
  }
}

export type Traffic = ReturnType<typeof createTraffic>
