import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import type { TlsSeen } from './probe-result.ts'

const expired = 'CERT_HAS_EXPIRED'
const problems: Record<string, string> = {
  [expired]: "the server's certificate has expired",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet (or the clock is wrong)",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's chain leads to a root that is not among the trust anchors",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  UNABLE_TO_GET_ISSUER_CERT: "the server's chain leads to none of the trust anchors",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's chain leads to none of the trust anchors",
  CERT_SIGNATURE_FAILURE: "the server's chain is signed by another key than that of the trust anchor of that name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate leads to none of the trust anchors",
}

/** Why a modem that insists on verification (level 2, what the SDK's libraries set) would turn the server down, or null. */
export const modemObjection = (seen: TlsSeen, checkedName: string | null, firmware: FirmwareFacts): string | null => {
  const { chainProblem, coveredBy, chain } = seen
  const forgiven = chainProblem === expired && !firmware.verifiesServerExpiry.value
  if (chainProblem !== null && !forgiven)
    return problems[chainProblem] ?? `the server's chain does not verify (${chainProblem})`
  if (checkedName === null || coveredBy !== null) return null
  return `no name of the server's certificate (${chain[0]?.names.slice(0, 4).join(', ') || 'it has none'}) covers ${checkedName}`
}
