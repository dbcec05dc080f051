import type { MintAnswer } from '../../../core/api/credentials.ts'
import type { OrderAnswer } from '../../../core/api/orders.ts'
import { type Credentials, signedRequest } from '../support/signed-request.ts'
import type { Target, User } from './target.ts'

export interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came over the wire; tests say what they expect of it.
  body: any
  contentType: string | undefined
}

export type Ask = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Reply>

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Sends a request of one caller, or of nobody, to the factory API and reads its answer. */
export const sendTo = async (
  { apiUrl, region, ca }: Target,
  credentials: Credentials | undefined,
  method: string,
  path: string,
  more: { body?: string; headers?: Record<string, string>; at?: number } = {},
): Promise<Reply> => {
  const answer = await signedRequest(`${apiUrl}${path}`, {
    service: 'execute-api',
    region,
    credentials,
    method,
    ca,
    ...more,
  })
  const { 'content-type': contentType } = answer.headers
  return { status: answer.status, body: parse(answer.body), contentType: contentType?.toString() }
}

export interface Caller extends User {
  ask: Ask
}

export interface Factory {
  target: Target
  ops: Caller
  station: Caller
  /** Opens an order for the station with a profile that devices of this target can connect by. */
  open(more?: { quantity?: number; profile?: object; [name: string]: unknown }): Promise<OrderAnswer>
  /** Asks for a credential of a device. */
  mint(orderId: string, imei: string, request: object): Promise<Reply & { body: MintAnswer }>
}

/** A factory on a target: ops and one station, each with the managed policy of their kind and no other right. */
export const createFactory = async (target: Target): Promise<Factory> => {
  const caller = async (audience: 'ops' | 'station'): Promise<Caller> => {
    const policy = `arn:aws:iam::${target.accountId}:policy/mintmark-dev-${audience}`
    const user = await target.createUser(`black-box-${audience}`, [policy])
    const ask: Ask = (method, path, body) =>
      sendTo(target, user, method, `/v1${path}`, {
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
    return { ...user, ask }
  }
  const [ops, station] = [await caller('ops'), await caller('station')]
  const profile = {
    name: 'tracker',
    hostname: target.devices.profileHostname,
    securityTag: 16842753,
    keySources: ['modem', 'station', 'cloud'],
  }
  return {
    target,
    ops,
    station,
    open: async ({ profile: changes = {}, ...more } = {}) => {
      const order = { quantity: 5, stations: [station.arn], ...more, profile: { ...profile, ...changes } }
      const { status, body } = await ops.ask('POST', '/orders', order)
      if (status !== 201) throw new Error(`the order did not open: ${JSON.stringify(body)}`)
      return body
    },
    mint: (orderId, imei, request) => station.ask('POST', `/orders/${orderId}/devices/${imei}/credentials`, request),
  }
}
