import type { CertificateMode } from '../../endpoint/endpoint-check.ts'
import type { KnownEndpoints } from '../../endpoint/known-endpoints.ts'
import type { FirmwareFacts } from '../../modem/firmware-facts.ts'

/** What is known beside the wire: the device's firmware and the account it should reach. */
export interface VerdictContext {
  /** `capture`: its own AT packets said it; `given`: whoever asked did; `carved`: a string in a raw trace. */
  firmware: { facts: FirmwareFacts; from: 'capture' | 'given' | 'carved' } | null
  account: KnownEndpoints | null
  certificateMode: CertificateMode | null
}
