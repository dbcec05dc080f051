import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { type Authority, createAuthority, type Issued } from './authority.ts'
import { once, type Passed, recordSession } from './record-session.ts'

export const region = ['iot.eu-west-1.amazonaws.com', '*.iot.eu-west-1.amazonaws.com']
export const ownHost = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
export const otherHost = 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'

export interface TestPki {
  authority: Authority
  server: Issued
  device: Issued
}

export const createPki = async (): Promise<TestPki> => {
  const authority = await createAuthority()
  const [server, device] = [
    await authority.issue('server', { names: region }),
    await authority.issue('AWS IoT Certificate'),
  ]
  return { authority, server, device }
}

type Behaviour = {
  /** What the server does once it has the client's first application data. */
  after: 'close' | 'answer' | 'refuse'
  servername?: string
  certificate?: boolean
  client?: ConnectionOptions
  server?: { minVersion?: 'TLSv1.3'; ciphers?: string; requestCert?: boolean; rejectUnauthorized?: boolean }
}

/** A device and a broker over TLS 1.2: the device says one thing, the broker answers, refuses or closes. */
export const recordDevice = async (
  { authority, server, device }: TestPki,
  { after, servername, certificate = true, client = {}, server: more = {} }: Behaviour,
): Promise<Passed[]> => {
  const serverOptions = {
    key: server.key,
    cert: server.certificate,
    ca: authority.certificate,
    requestCert: true,
    ...more,
  }
  const clientOptions = {
    ...(servername !== undefined && { servername }),
    ...(certificate && { key: device.key, cert: device.certificate }),
    ...client,
  }
  return recordSession({ rejectUnauthorized: false, ...serverOptions }, clientOptions, async (session) => {
    await once(session.client, 'secureConnect')
    if (session.client.closed) return
    const broker = await session.server
    const heard = once(broker, 'data')
    session.client.write(Buffer.from('10150004', 'hex'))
    await heard
    if (after === 'close') broker.end()
    else {
      const answered = once(session.client, 'data')
      broker.write(Buffer.from('20020000', 'hex'))
      await answered
      if (after === 'answer') await converse(session.client, broker)
      else broker.end()
    }
    await once(session.client, 'close')
  })
}

const converse = async (device: TLSSocket, broker: TLSSocket) => {
  const published = once(broker, 'data')
  device.write('a publish of some length that is no CONNECT')
  await published
  const answered = once(device, 'data')
  broker.write('and an answer')
  await answered
  device.end()
}
