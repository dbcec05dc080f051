import type { CommonFacts, Facts, Supposition } from './facts.ts'
import { isServed } from './known-endpoints.ts'
import type { Layer } from './layer.ts'

/** Completes the facts for one firmware behaviour and one certificate mode. */
export function suppose(common: CommonFacts, supposition: Supposition): Facts {
  const { host, known } = common
  const { sendsSni, certificateMode } = supposition
  // A host name of length zero switches SNI and the name check off, like NULL (nrf_socket.h, NRF_SO_SEC_HOSTNAME).
  const named = host.kind !== 'none' && host.kind !== 'empty'
  const sni = sendsSni && named ? sniOf(common) : null
  const domain = sni === null ? undefined : known.domains.get(sni)
  const served = domain && isServed(domain) ? domain : undefined
  const { device, firmware, landing, onCertificate, port, verifies } = common
  return {
    device,
    known,
    firmware,
    host,
    landing,
    onCertificate,
    port,
    verifies,
    sendsSni,
    certificateMode,
    sni,
    domain: served,
    nameEnds: whereNamesEnd(common, named, sni, served !== undefined),
  }
}

/** What the modem would send: the text itself, never cleaned. Case is the one thing that host names ignore. */
function sniOf({ device, host }: CommonFacts): string {
  return host.kind === host.identity ? host.clean : (device.hostname ?? '').toLowerCase()
}

/** DNS, then the address, then the device's check of the server's certificate, then whose endpoint the SNI names. */
function whereNamesEnd(common: CommonFacts, named: boolean, sni: string | null, served: boolean): Layer | undefined {
  const { landing, known, port, verifies } = common
  if (landing.server === 'nowhere') return 'dns'
  if (landing.server === 'https-only') return port === 443 ? 'connect' : 'tcp'
  if (verifies) {
    if (landing.server === 'stranger' || landing.server === 'legacy') return 'tls-device'
    if (named && !passesNameCheck(common, sni, served)) return 'tls-device'
  }
  if (landing.server === 'stranger' || !landing.own) return 'connect'
  if (landing.server === 'fips') return undefined
  if (sni !== null && sni !== known.expected && !served && !isLegacy(sni, common)) return 'connect'
  return undefined
}

/** SNI chooses a custom domain's own certificate; without it the server shows the one it shows to everybody. */
function passesNameCheck({ landing, known, onCertificate }: CommonFacts, sni: string | null, served: boolean): boolean {
  const custom = served || (known.iot === undefined && sni === known.expected)
  return onCertificate || (custom && landing.server === 'data' && landing.own)
}

function isLegacy(sni: string, { known }: CommonFacts): boolean {
  return known.account.legacy !== undefined && sni === known.account.legacy.toLowerCase()
}
