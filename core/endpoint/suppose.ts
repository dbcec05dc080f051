import type { CertificateMode, DomainConfiguration } from './endpoint-check.ts'
import type { CommonFacts, Facts, Supposition } from './facts.ts'
import { isServed } from './known-endpoints.ts'
import type { Layer } from './layer.ts'
import type { SniOwner } from './sni-owner.ts'
import type { Unsettled } from './unsettled.ts'

/** Completes the facts for one firmware behaviour and one certificate mode. */
export function suppose(common: CommonFacts, supposition: Supposition): Facts {
  const { host, known } = common
  const { sendsSni, certificateMode } = supposition
  // A host name of length zero switches SNI and the name check off, like NULL (nrf_socket.h, NRF_SO_SEC_HOSTNAME).
  const named = host.kind !== 'none' && host.kind !== 'empty'
  const leftOut = host.kind === 'ip-literal' && common.unsettled.addressAsSni === 'left-out'
  const sni = sendsSni && named && !leftOut ? sniOf(common) : null
  const domain = sni === null ? undefined : known.domains.get(sni)
  const served = domain && isServed(domain) ? domain : undefined
  const { device, firmware, landing, owner, onCertificate, port, verifies, unsettled } = common
  return {
    device,
    known,
    firmware,
    host,
    landing,
    owner,
    onCertificate,
    port,
    verifies,
    unsettled,
    sendsSni,
    certificateMode,
    sni,
    domain: served,
    nameEnds: whereNamesEnd(common, named, { sni, domain }, certificateMode),
  }
}

/** What the modem would send: the text itself, never cleaned. Case is the one thing that host names ignore. */
function sniOf({ device, host }: CommonFacts): string {
  return host.kind === host.identity ? host.clean : (device.hostname ?? '').toLowerCase()
}

/** The server name that is sent, and the domain configuration that has it, served or not. */
interface Shown {
  sni: string | null
  domain: DomainConfiguration | undefined
}

/** DNS, then the address, the server's first look at the SNI, the device's check of its certificate, then whose the SNI is. */
function whereNamesEnd(
  common: CommonFacts,
  named: boolean,
  { sni, domain }: Shown,
  mode: CertificateMode,
): Layer | undefined {
  const { landing, port, verifies } = common
  if (landing.server === 'nowhere') return 'dns'
  if (landing.server === 'https-only') return port === 443 ? 'connect' : 'tcp'
  const atHome = landing.own && (landing.server === 'data' || landing.server === 'legacy')
  const owner = sni !== null && atHome ? common.owner : undefined
  if (owner !== undefined && landing.server === 'data' && isAbortedInTls(owner, common)) return 'tls-server'
  if (verifies) {
    if (landing.server === 'stranger' || landing.server === 'legacy') return 'tls-device'
    if (named && !passesNameCheck(common, domain, sni)) return 'tls-device'
  }
  if (landing.server === 'stranger' || !landing.own) return 'connect'
  if (domain && !isServed(domain)) return 'connect'
  if (owner === undefined || owner === 'account') return undefined
  const isRouted =
    owner === 'another-account' &&
    mode === 'DEFAULT' &&
    common.unsettled.foreignSniWithDefaultCertificate === 'routed-by-certificate'
  return isRouted ? undefined : 'connect'
}

function isAbortedInTls(owner: SniOwner, { unsettled: { refusalLayer, unresolvableSni } }: CommonFacts): boolean {
  if (owner === 'nobody') return refusalLayer === 'tls' || unresolvableSni === 'tls-abort'
  return owner === 'another-account' && refusalLayer === 'tls'
}

/** SNI chooses a custom domain's own certificate; without it the server shows the one it shows to everybody. */
function passesNameCheck(
  { landing, known, onCertificate, host, unsettled }: CommonFacts,
  domain: DomainConfiguration | undefined,
  sni: string | null,
): boolean {
  const isSpelled = !host.upperCase && host.kind !== 'trailing-dot'
  if (unsettled.nameCheck === 'letter-for-letter' && !isSpelled) return false
  if (onCertificate) return true
  const custom =
    (domain && showsOwnCertificate(domain, unsettled)) || (known.iot === undefined && sni === known.expected)
  return custom && landing.server === 'data' && landing.own
}

/** AWS answers a disabled domain with an authentication error, so TLS has passed (iot-custom-endpoints-managing). */
function showsOwnCertificate(domain: DomainConfiguration, { disabledDomain }: Unsettled): boolean {
  if (domain.serverCertificateStatus === 'INVALID') return false
  return domain.status === 'ENABLED' || disabledDomain === 'own-certificate'
}
