import type { MintRequest } from '../../core/api/credentials.ts'
import type { Profile } from '../../core/api/profile.ts'
import { checkAttestation } from '../../core/credential/check-attestation.ts'
import { checkCsr } from '../../core/credential/check-csr.ts'
import { parseKeygen } from '../../core/credential/parse-keygen.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'

/** What the request says of the key, after every check that can be made on it. */
export interface KeyMaterial {
  /** SHA-256 of the SubjectPublicKeyInfo; undefined when the cloud makes the key. */
  publicKeySha256: string | undefined
  /** For CreateCertificateFromCsr; undefined when the cloud makes the key. */
  csrPem: string | undefined
  deviceUuid: string | undefined
  /** Whether the modem answered the station's challenge. */
  challenge: 'answered' | 'none'
  /** Whether the modem vouched for the request with a digest. */
  digest: 'checked' | 'none'
}

type Keyed = Omit<KeyMaterial, 'challenge'>

/** Checks the key of a request. The subject of a CSR is never trusted for identity, so it is not looked at. */
const keyOf = (request: MintRequest, profile: Profile): Keyed | Refusal => {
  if (!profile.keySources.includes(request.keySource))
    return refuse('key-source-not-allowed', { keySource: request.keySource, allowed: profile.keySources })
  if (request.keySource === 'cloud')
    return { publicKeySha256: undefined, csrPem: undefined, deviceUuid: undefined, digest: 'none' }
  if (request.keySource === 'station') {
    const csr = checkCsr(request.csr)
    return isRefusal(csr)
      ? csr
      : { publicKeySha256: csr.publicKeySha256, csrPem: csr.pem, deviceUuid: undefined, digest: 'none' }
  }
  const made = parseKeygen(request.keygen, profile.securityTag)
  if (isRefusal(made)) return made
  const csr = checkCsr(made.csrDer)
  return isRefusal(csr)
    ? csr
    : { publicKeySha256: csr.publicKeySha256, csrPem: csr.pem, deviceUuid: made.deviceUuid, digest: 'checked' }
}

/** What the request says of key and modem; the modem that was challenged must be the one that made the key. */
export const keyMaterial = (request: MintRequest, profile: Profile): KeyMaterial | Refusal => {
  const key = keyOf(request, profile)
  if (isRefusal(key) || request.attestation === undefined) return isRefusal(key) ? key : { ...key, challenge: 'none' }
  const attested = checkAttestation(request.attestation)
  if (isRefusal(attested)) return attested
  const { deviceUuid } = attested
  if (key.deviceUuid !== undefined && key.deviceUuid !== deviceUuid)
    return refuse('attestation-of-another-modem', { attested: deviceUuid, key: key.deviceUuid })
  return { ...key, deviceUuid, challenge: 'answered' }
}
