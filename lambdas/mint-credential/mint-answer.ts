import type { MintAnswer } from '../../core/api/credentials.ts'
import { cmngDigest } from '../../core/credential/digests.ts'
import type { OrderRecord } from '../../core/order/order-record.ts'
import { trustAnchorsPem } from '../adapters/trust-anchors.ts'
import type { KeyMaterial } from './key-material.ts'

/** What the bench gets: the certificate, what goes with it into the modem, and what the modem must list afterwards. */
export const mintAnswerOf = ({
  order: { profile, account },
  imei,
  thingName,
  generation,
  issued,
  key,
}: {
  order: OrderRecord
  imei: string
  thingName: string
  generation: number
  issued: { certificateId: string; certificatePem: string; privateKeyPem?: string }
  key: KeyMaterial
}): MintAnswer => {
  const rootCaPem = trustAnchorsPem(profile.trustAnchors)
  return {
    imei,
    thingName,
    securityTag: profile.securityTag,
    generation,
    certificateId: issued.certificateId,
    certificatePem: issued.certificatePem,
    rootCaPem,
    endpoint: profile.hostname ?? account.dataAts,
    port: profile.port,
    privateKeyPem: issued.privateKeyPem,
    expected: [
      { type: 0, sha256: cmngDigest(rootCaPem) },
      { type: 1, sha256: cmngDigest(issued.certificatePem) },
      { type: 2 },
    ],
    attestation: {
      deviceUuid: key.deviceUuid,
      digest: key.digest,
      challenge: key.challenge,
      signature: 'not-verified',
    },
  }
}
