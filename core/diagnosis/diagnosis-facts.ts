import type { DeviceRecord } from '../device/device-record.ts'
import type { AccountEndpoints } from '../endpoint/endpoint-check.ts'
import type { OrderRecord } from '../order/order-record.ts'

/** Something that was asked for: its value, or why it could not be read. */
export type Read<T> = { read: true; value: T } | { read: false; why: string }

export interface CertificateState {
  status: string
  certificateMode: string
  /** ISO 8601; undefined where AWS said none. */
  notAfter?: string
}

/** A thing that a certificate is tied to, or a certificate that a thing is tied to. */
export interface Tie {
  /** Name of the thing, or ARN of the certificate. */
  to: string
  isExclusive: boolean
}

/** One answer of TestAuthorization. */
export interface Permission {
  action: 'CONNECT' | 'PUBLISH' | 'SUBSCRIBE'
  resource: string
  decision: string
  /** Policies that deny it by name. */
  deniedBy: readonly string[]
}

/** Logging of AWS IoT in this account and Region, as GetV2LoggingOptions answers it. */
export interface IotLogging {
  isDisabled: boolean
  roleArn?: string
  /** All of them, since setting one replaces the list. */
  events: readonly { eventType?: string; logLevel?: string; logDestination?: string }[]
}

/** A refused connect, from the log of AWS IoT or from the rows that presence events left. */
export interface Attempt {
  /** ISO 8601. */
  at: string
  from: 'log' | 'presence event'
  /** `authentication`: AWS does not know who it is. `authorization`: it knows, and the policy says no. */
  step: 'authentication' | 'authorization'
  /** AWS's own word. */
  reason: string
  clientId?: string
  certificateId?: string
  /** The device of ours that the certificate belongs to. */
  certificateOf?: string
  serverName?: string
}

export interface ConnectionState {
  isConnected: boolean
  /** ISO 8601. */
  since?: string
  disconnectReason?: string
}

/** The device in the log of another broker. */
export interface FallbackSighting {
  /** ISO 8601. */
  firstAt: string
  lastAt: string
  /** How many lines of the log name the device. */
  lines: number
  clientId: string
}

/** Everything a diagnosis is made of. */
export interface DiagnosisFacts {
  imei: string
  thingName: string
  /** Milliseconds since 1970. */
  now: number
  /** What the identity stack deployed. */
  deployed: {
    policyName: string
    policyDocument: string
    thingType: string
    iotLogGroup: string
    registryTable: string
  }
  device: DeviceRecord | undefined
  order: OrderRecord | undefined
  certificate: Read<CertificateState | undefined>
  /** Certificates that the thing is tied to; undefined if there is no such thing. */
  thing: Read<readonly Tie[] | undefined>
  /** Things that the certificate is tied to. */
  things: Read<readonly Tie[]>
  attachedPolicies: Read<readonly string[]>
  /** The default version of the device policy; undefined if there is no such policy. */
  policyDocument: Read<string | undefined>
  permissions: Read<readonly Permission[]>
  account: Read<AccountEndpoints>
  /** Undefined: logging was never set up. */
  logging: Read<IotLogging | undefined>
  /** The newest first. */
  logged: Read<readonly Attempt[]>
  /** The newest first. */
  failedConnects: Read<readonly Attempt[]>
  /** Undefined: AWS remembers no connection of the last half hour. */
  connection: Read<ConnectionState | undefined>
  fallback?: FallbackSighting
}

/** The facts of a device that has a row, an order and a certificate: every link after the first three may rely on them. */
export interface MintedFacts extends DiagnosisFacts {
  device: DeviceRecord & { certificateId: string; certificateArn: string }
  order: OrderRecord
}
