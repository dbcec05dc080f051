import type { KeySource } from '../api/profile.ts'
import type { Lease } from '../device/device-record.ts'
import type { Proof } from '../device/proof.ts'

/**
 * The newest first article made with one golden unit. It is no device: no unit of the order is spent on it, and its
 * certificate is revoked and deleted when it has been proven. Times are ISO 8601 in UTC.
 */
export interface ArticleRecord {
  imei: string
  thingName: string
  orderId: string
  /** Who ran it. */
  station: string
  /** `proving`: its certificate may be ACTIVE. `ended`: it is gone. */
  state: 'begun' | 'minted' | 'proving' | 'ended'
  /** Raised with every article. */
  generation: number
  keySource: KeySource
  firmware: string
  simulated: boolean
  lease?: Lease
  publicKeySha256?: string
  /** Of a real modem that told it. */
  deviceUuid?: string
  certificateId?: string
  certificateArn?: string
  /** SHA-256 of the PEM that the modem must hold, upper-case hex. */
  certificatePemSha256?: string
  /** ARNs of certificates of earlier articles that nobody ended. */
  superseded?: string[]
  proof?: Proof
  /** When its certificate was ACTIVE after the modem had shown it. */
  provenAt?: string
  /** When the row last changed. */
  at: string
}
