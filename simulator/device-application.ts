import type { TLSSocket } from 'node:tls'
import type { ConnectLayer, ConnectOutcome } from './application/connect-outcome.ts'
import type { ConnectResult } from './application/connect-result.ts'
import { connectTls, serverNameFor } from './application/connect-tls.ts'
import { errnoOf } from './application/device-errno.ts'
import { connectMqtt, type DeviceSession, type MqttAttempt } from './application/mqtt-session.ts'
import { tlsMaterial } from './application/tls-material.ts'
import type { Modem } from './modem.ts'

export interface DeviceApplicationInput {
  modem: Modem
  securityTag: number
  /** The host name the application gives to the socket; null (and empty) neither sends nor checks one. */
  hostname: string | null
  /** The name or address that the application opens, where it is not that host name. */
  connectHost?: string
  /** Where the bytes go: one address whatever the name, or what answers in place of DNS. */
  connectTo: Address | Resolve
  /** The port that the application believes in; 8883 unless given. */
  port?: number
  /** The protocol that is asked for by ALPN; on port 443 MQTT, unless null. */
  alpn?: string | null
  clientId: string
  will?: MqttAttempt['will']
  keepaliveSeconds?: number
  /** For the handshake and for CONNACK, each. */
  timeoutMs?: number
}

export interface Address {
  host: string
  port: number
}

/** The address behind a name and the port that was asked for; undefined for a name that DNS does not know. */
export type Resolve = (name: string, port: number) => Address | undefined

export interface DeviceConnection {
  outcome: ConnectOutcome
  /** Present when connected: publish, subscribe, and end it. */
  session?: DeviceSession
}

/**
 * The application on top of the modem: one attempt to connect with what is stored under a security tag, as aws_iot and mqtt_helper of the
 * nRF Connect SDK do it (peer verification required). Every way it can end is a value.
 */
export async function connectDevice(input: DeviceApplicationInput): Promise<DeviceConnection> {
  const { modem, clientId, will, keepaliveSeconds = 1200, timeoutMs = 10_000 } = input
  // NRF_SO_SEC_HOSTNAME of length zero switches the check off (nrf91-modem.md 5.1).
  const hostname = input.hostname === '' ? null : input.hostname
  const { port = 8883, alpn = port === 443 ? 'x-amzn-mqtt-ca' : null } = input
  const opened = input.connectHost ?? input.hostname ?? ''
  const connectTo = typeof input.connectTo === 'function' ? input.connectTo(opened, port) : input.connectTo
  if (!connectTo) {
    const why = `DNS knows no ${JSON.stringify(opened)}`
    return failed(modem, { layer: 'dns', outcome: 'dns-failed', why, ...nothingSent })
  }
  const material = tlsMaterial(modem, input.securityTag)
  if (!material.ok)
    return failed(modem, { layer: 'tls', outcome: 'tls-refused-by-device', ...nothingSent, ...material.refusal })

  const sni = modem.facts.sendsSni.value ? serverNameFor(hostname, modem.behaviour) : null
  const tls = await connectTls({
    connectTo,
    context: material.context,
    hostname,
    sni,
    ...(alpn === null ? {} : { alpn }),
    verifiesServerExpiry: modem.facts.verifiesServerExpiry.value,
    nameCheck: modem.behaviour.nameCheck,
    timeoutMs,
  })
  const sent = { sni, clientCertificate: material.clientCertificate }
  if (tls.ended !== 'secured') {
    const { layer, ended: outcome, why } = tls
    return failed(modem, { layer, outcome, why, ...(layer === 'tcp' ? nothingSent : sent) })
  }

  const negotiated = { ...sent, ...whatWasNegotiated(tls.socket) }
  const mqtt = await connectMqtt(tls.socket, { clientId, keepaliveSeconds, timeoutMs, ...(will ? { will } : {}) })
  if (mqtt.ended !== 'connected') {
    return failed(modem, { layer: 'mqtt', outcome: mqtt.ended, why: mqtt.why, ...negotiated })
  }
  const why = 'CONNACK with return code 0'
  return { outcome: { layer: 'mqtt', outcome: 'connected', why, ...negotiated }, session: mqtt.session }
}

const nothingSent = { sni: null, clientCertificate: false }

function whatWasNegotiated(socket: TLSSocket) {
  const protocol = socket.getProtocol() ?? 'unknown'
  return {
    tlsVersion: protocol,
    cipher: socket.getCipher().name,
    ...(socket.alpnProtocol ? { alpn: socket.alpnProtocol } : {}),
  }
}

const calls: Record<ConnectLayer, string> = {
  dns: 'getaddrinfo() failed, error',
  tcp: 'mqtt_connect, error:',
  tls: 'mqtt_connect, error:',
  mqtt: 'Cloud MQTT input error:',
}

type Failure = Omit<ConnectOutcome, 'outcome' | 'log'> & { outcome: Exclude<ConnectResult, 'connected'> }

/** The log line is that of the asset tracker and aws_iot samples (nrf91-modem.md 5.4). */
function failed(modem: Modem, failure: Failure): DeviceConnection {
  const { layer, outcome, why, errno = errnoOf(outcome, modem.facts.firmware), ...seen } = failure
  return { outcome: { layer, outcome, why, errno, log: `${calls[layer]} -${errno.number}`, ...seen } }
}
