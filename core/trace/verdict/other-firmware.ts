import { checkEndpoint } from '../../endpoint/check-endpoint.ts'
import type { EndpointCheckResult } from '../../endpoint/endpoint-check.ts'
import type { EndedConnection } from '../collected.ts'
import { checkedConnection } from './checked-connection.ts'
import type { VerdictContext } from './verdict-context.ts'

/** What the same application would have met with a firmware on the other side of 1.2.1, where SNI arrived. */
export interface OtherFirmware {
  firmware: string
  hostname: string
  result: EndpointCheckResult
  says: string
}

const before = 'mfw_nrf9160_1.2.0'
const after = 'mfw_nrf9160_1.2.3'

const words = (firmware: string, sends: boolean, { outcome, byCertificateMode }: EndpointCheckResult): string => {
  const modes = byCertificateMode ?? { DEFAULT: outcome, SNI_ONLY: outcome }
  const lenient = modes.DEFAULT
  if (!sends) {
    if (lenient === 'connects' || lenient === 'connects-by-accident') {
      const strict = modes.SNI_ONLY === lenient ? '' : ' (a certificate in mode SNI_ONLY it would refuse)'
      return `${firmware} sent no SNI, so with the same setting AWS found the account by the certificate and let it in${strict}`
    }
    return `${firmware} sent no SNI and would have met ${lenient}`
  }
  if (outcome === 'connects') return `${firmware} sends that name as SNI and connects`
  return `${firmware} sends that name as SNI and meets ${outcome === 'unknown' ? lenient : outcome}`
}

/**
 * The prediction for the other firmware, from the host name the capture shows: the SNI, or where none was sent the name the DNS
 * was asked for. Null when the capture shows neither, or when no account is known to compare with.
 */
export const otherFirmware = (connection: EndedConnection, context: VerdictContext): OtherFirmware | null => {
  const hello = connection.carried?.tls?.hello
  const hostname = hello?.sni ?? connection.dnsName
  const given = checkedConnection(connection, context)
  if (!hello || hostname === null || given === null) return null
  const firmware = hello.sni === null ? after : before
  const result = checkEndpoint({ ...given, firmware, hostname })
  return { firmware, hostname, result, says: words(firmware, hello.sni === null, result) }
}
