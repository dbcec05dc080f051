import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import { modemObjection } from './modem-objection.ts'
import { openFirst, type Reach } from './open-first.ts'
import type { ProbeAttempt } from './probe-result.ts'
import { sayConnect } from './say-connect.ts'
import { type Handshake, shakeHands } from './shake-hands.ts'

export interface AttemptInput {
  reach: Reach
  firmware: FirmwareFacts
  handshake: Handshake
  clientId: string
  /** Whether the client ID was chosen by the user: only then can a policy be expected to allow it. */
  ownClientId: boolean
}

type Ended = Pick<ProbeAttempt, 'ended' | 'outcome' | 'by' | 'says'> & Partial<ProbeAttempt>

const closedAtConnect = ({ handshake, ownClientId }: AttemptInput): string => {
  if (handshake.certificate === undefined) {
    return 'TLS passed, then the server closed at MQTT CONNECT: without --cert and --key it cannot know who asks'
  }
  const reasons = [
    'the server name is not of the account the certificate belongs to',
    'the certificate is INACTIVE, revoked or not registered',
  ]
  const policy = ownClientId
    ? 'the policy does not allow this client ID'
    : 'the policy does not allow the made-up client ID (give --client-id)'
  return `TLS passed, then the server closed at MQTT CONNECT without CONNACK: ${[...reasons, policy].join(', or ')}`
}

const atMqtt = async (input: AttemptInput, socket: Parameters<typeof sayConnect>[0]): Promise<Ended> => {
  const answer = await sayConnect(socket, input.clientId, input.handshake.timeoutMs)
  const ms = { mqtt: answer.ms }
  if (answer.answer === 'silent') {
    return {
      ended: 'mqtt',
      outcome: 'unknown',
      by: 'nobody',
      says: `TLS passed, then no CONNACK came in ${input.handshake.timeoutMs / 1000} s`,
      ms,
    }
  }
  if (answer.answer === 'closed')
    return { ended: 'mqtt', outcome: 'closed-after-connect', by: 'server', says: closedAtConnect(input), ms }
  if (answer.code === 0)
    return {
      ended: 'connected',
      outcome: 'connects',
      by: 'nobody',
      says: 'CONNACK 0: the server let it in',
      connack: 0,
      ms,
    }
  return {
    ended: 'mqtt',
    outcome: 'closed-after-connect',
    by: 'server',
    says: `TLS passed, then CONNACK with return code ${answer.code} refused the connection`,
    connack: answer.code,
    ms,
  }
}

const through = async (input: AttemptInput): Promise<Ended> => {
  const { reach, handshake, firmware } = input
  const tcp = await openFirst(reach, handshake.timeoutMs)
  if (!tcp.ok)
    return { ended: 'tcp', outcome: 'tcp-fails', by: 'nobody', says: tcp.says.replace(/\.$/, ''), ms: { tcp: tcp.ms } }
  const tls = await shakeHands(tcp.socket, handshake)
  const ms = { tcp: tcp.ms, tls: tls.ms }
  if (!tls.ok) {
    const needsCertificate =
      tls.by === 'server' && handshake.certificate === undefined ? ' (no --cert and --key were given to show)' : ''
    const outcome =
      tls.by === 'device' ? 'tls-refused-by-device' : tls.by === 'server' ? 'tls-refused-by-server' : 'unknown'
    return {
      ended: 'tls',
      outcome,
      by: tls.by,
      alert: tls.alert,
      says: `TCP opened, then ${tls.says}${needsCertificate}`,
      ms,
    }
  }
  const seen = { tls: tls.seen, ms }
  const objection = modemObjection(tls.seen, handshake.checkedName, firmware)
  if (objection !== null) {
    tls.socket.destroy()
    return {
      ended: 'tls',
      outcome: 'tls-refused-by-device',
      by: 'device',
      says: `${firmware.firmware.text} would end the handshake: ${objection}`,
      ...seen,
    }
  }
  const mqtt = await atMqtt(input, tls.socket)
  return { ...mqtt, ...seen, ms: { ...ms, ...mqtt.ms } }
}

/** Goes through TCP, TLS and MQTT CONNECT once, as a modem with this firmware would; every end is a value. */
export const attempt = async (input: AttemptInput): Promise<ProbeAttempt> => {
  const { sni, checkedName } = input.handshake
  const ended = await through(input)
  return { sni, checkedName, tls: null, alert: null, connack: null, ms: {}, ...ended, says: `${ended.says}.` }
}
