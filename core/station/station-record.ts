/** A station as the registry keeps it, by name. Times are ISO 8601 in UTC. */
export interface StationRecord {
  name: string
  /** Of its certificate: lower-case hex, without leading zeros. */
  serial: string
  /** ARN of the sessions that its certificate opens. */
  principal: string
  enrolledAt: string
  enrolledBy: string
  /** When the certificate ends. */
  expiresAt: string
  /** Lets a repeated request find the certificate that it was given. */
  publicKeySha256: string
  certificatePem: string
  revokedAt?: string
  revokedBy?: string
}

/** What a call is judged by: one row for each certificate that was ever issued, by serial. */
export interface StationCertificate {
  name: string
  serial: string
  principal: string
  /** When the station was revoked, or given another certificate. */
  revokedAt?: string
}
