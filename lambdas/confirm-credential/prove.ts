import type { ConfirmRequest } from '../../core/api/credentials.ts'
import type { Profile } from '../../core/api/profile.ts'
import { compareListing, type ListingProof } from '../../core/credential/compare-listing.ts'
import { cmngDigest } from '../../core/credential/digests.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { credentialType } from '../../core/modem/credential-type.ts'
import { factsOf } from '../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { trustAnchorsPem } from '../adapters/trust-anchors.ts'

/** What the listing of the modem proves; placeholders of old firmware prove presence only, which the profile may refuse. */
export const prove = (
  profile: Profile,
  device: Pick<DeviceRecord, 'certificatePemSha256'>,
  request: ConfirmRequest,
): ListingProof | Refusal => {
  const parsed = parseFirmware(request.firmware)
  if (!parsed.ok) return refuse('firmware-malformed', { firmware: request.firmware, why: parsed.says })
  const rootCaPem = trustAnchorsPem(profile.trustAnchors)
  const found = compareListing({
    lines: request.listing,
    tag: profile.securityTag,
    expected: [
      { type: credentialType.rootCa, sha256: cmngDigest(rootCaPem), pem: rootCaPem },
      { type: credentialType.clientCertificate, sha256: device.certificatePemSha256 },
      { type: credentialType.privateKey },
    ],
    digests: factsOf(parsed.firmware).digests.value,
  })
  if (isRefusal(found)) return found
  return found.proof === 'presence' && profile.proof === 'digest'
    ? refuse('proof-too-weak', { firmware: request.firmware })
    : found
}
