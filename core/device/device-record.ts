import type { KeySource } from '../api/profile.ts'
import type { Takeover } from '../presence/judge-takeover.ts'
import type { SecurityEvent } from '../presence/security-event.ts'
import type { DeviceState, LifeCycleChange } from './life-cycle.ts'
import type { Proof } from './proof.ts'

/** The right to mint for one device for a short time; whoever finds it lapsed may take over by a conditional write. */
export interface Lease {
  token: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** One line of a device's life. Nothing personal stands here: addresses are kept apart and expire. */
export interface DeviceEvent {
  /** ISO 8601. */
  at: string
  change: LifeCycleChange | SecurityEvent | 'clone-suspected' | 'alerts-cleared'
  /** ARN of the principal, `device`, or `sweep`. */
  by: string
  certificateId?: string
  note?: string
}

/** What a rework puts aside: it works until the new certificate is confirmed, and comes back if the rework comes to nothing. */
export interface PreviousCredential {
  state: DeviceState
  generation: number
  certificateId: string
  certificateArn: string
  publicKeySha256: string
  certificatePemSha256?: string
  certificateMode?: string
  keySource: KeySource
  proof?: Proof
  mintedAt?: string
  confirmedAt?: string
}

/** A device as the registry keeps it. Times are ISO 8601 in UTC. */
export interface DeviceRecord {
  imei: string
  thingName: string
  orderId: string
  state: DeviceState
  /** Raised with every key; a write that names an older generation comes too late. */
  generation: number
  keySource: KeySource
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. Unknown for a cloud-made key until it is minted. */
  publicKeySha256?: string
  lease?: Lease
  certificateId?: string
  certificateArn?: string
  /** SHA-256 of the PEM that the modem must hold, upper-case hex. */
  certificatePemSha256?: string
  /** Read by DescribeCertificate, never assumed. */
  certificateMode?: string
  /** ARNs of certificates that a newer key replaced before they were proven; deleted as soon as the cloud lets us. */
  superseded?: string[]
  previous?: PreviousCredential
  serial?: string
  firmware?: string
  deviceUuid?: string
  proof?: Proof
  /** The station that spent the unit; its share gets the unit back when it is scrapped. */
  station: string
  /** The state that a suspended device comes back to. */
  before?: DeviceState
  /** How long the unit took to register on the network at the bench, with which firmware and credential; null: it did not. */
  attach?: { certificateId: string; firmware: string; attachMs: number | null; at: string }
  reservedAt: string
  mintedAt?: string
  confirmedAt?: string
  registeredAt?: string
  /** The last connect that was written down, at most one a day. */
  lastSeenAt?: string
  /** The newest sessions that another connection with this client ID ended. */
  takeovers?: Takeover[]
  /** When two devices last seemed to share this certificate; gone with the next key. */
  cloneSuspectedAt?: string
  /** The newest connect that should not have been possible; gone with the next key. */
  securityEvent?: { event: SecurityEvent; certificateId: string; at: string }
  /** When the state last changed: with the state, the key of the index by state. */
  changedAt: string
  /** Oldest first, bounded. */
  history?: DeviceEvent[]
}
