import type { FirmwareFacts } from '../modem/firmware-facts.ts'
import type { ClassifiedHost } from './classify-host.ts'
import type { CertificateMode, DeviceConnection, DomainConfiguration } from './endpoint-check.ts'
import type { KnownEndpoints } from './known-endpoints.ts'
import type { Landing } from './landing.ts'
import type { Layer } from './layer.ts'
import type { SniOwner } from './sni-owner.ts'
import type { Unsettled } from './unsettled.ts'

/** The device, its host name and the server, as far as they do not depend on a supposition. */
export interface CommonFacts {
  device: DeviceConnection
  known: KnownEndpoints
  firmware: FirmwareFacts
  host: ClassifiedHost
  landing: Landing
  /** Whose the host name is when it is sent as SNI. */
  owner: SniOwner
  /** Whether the certificate that the server shows without SNI carries the host name. */
  onCertificate: boolean
  port: number
  /** Whether the device insists on a valid server certificate (peer verification 2). */
  verifies: boolean
  /** The positions taken where AWS and Nordic leave things unclear. */
  unsettled: Unsettled
}

/** What is supposed for one answer: this firmware or a newer one, one certificate mode or the other. */
export interface Supposition {
  sendsSni: boolean
  certificateMode: CertificateMode
}

export interface Facts extends CommonFacts, Supposition {
  /** The server name in the ClientHello; null if there is none. */
  sni: string | null
  /** The domain configuration that the SNI chooses, if the account has it and AWS serves it. */
  domain: DomainConfiguration | undefined
  /** Where the connection ends because of the names alone; undefined if they let it pass. */
  nameEnds: Layer | undefined
}
