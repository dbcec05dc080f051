import 'reflect-metadata'
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { PublicKey, X509CertificateGenerator } from '@peculiar/x509'
import type { StationApi } from '../../../bench/cloud/factory-api.ts'
import { fail } from '../../../bench/failures/failure.ts'
import { type Refused, refusedBy } from '../../../bench/refused.ts'
import type { MintRequest } from '../../../core/api/credentials.ts'
import { type Profile, profileSchema } from '../../../core/api/profile.ts'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { canonicalPem } from '../../../core/credential/canonical-pem.ts'
import { checkAttestation } from '../../../core/credential/check-attestation.ts'
import { checkCsr } from '../../../core/credential/check-csr.ts'
import { compareListing } from '../../../core/credential/compare-listing.ts'
import { cmngDigest } from '../../../core/credential/digests.ts'
import { parseKeygen } from '../../../core/credential/parse-keygen.ts'
import { otherModem } from '../../../core/device/same-modem.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'
import { isRefusal, type Refusal, refuse } from '../../../core/refusals/refusal.ts'

interface Device {
  state: 'minted' | 'confirmed'
  generation: number
  certificateId: string
  certificatePem: string
  publicKeySha256: string
  deviceUuid: string | undefined
}

/** A cloud of our own port interface, in memory: orders, one certificate per device, comparison of listings. */
export interface StandInCloud extends StationApi {
  profile: Profile
  devices: Map<string, Device>
  /** Units spent. */
  spent(): number
  /** Certificates that may connect. */
  active(): string[]
  /** Every certificate that was ever made and not deleted again. */
  certificates: Map<string, { active: boolean; publicKeySha256: string }>
  calls: string[]
  /** What to do instead of, or after, a call: throw to lose it. */
  before?: (call: string) => void
  after?: (call: string) => void
  refuseAdmission?: Refusal
  /** Whether the station may key confirmed devices again. */
  mayRework?: boolean
}

export const standInProfile = (changes: Partial<Profile> = {}): Profile => ({
  ...profileSchema.parse({ name: 'tracker', hostname: 'x-ats.iot.eu-west-1.amazonaws.com', securityTag: 16842753 }),
  ...changes,
})

export const lost = () => fail('cloud-unreachable', { url: 'http://127.0.0.1', reason: 'ECONNRESET' })

const issuer = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])

const certificateFor = async (spki: Buffer): Promise<Buffer> => {
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=AWS IoT Certificate',
    issuer: 'CN=test',
    publicKey: new PublicKey(spki),
    signingKey: issuer.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  })
  return Buffer.from(certificate.rawData)
}

/** RSA keys take long to make: a few serve in turn, always another one than the last. */
const madeRsaKeys: ReturnType<typeof generateKeyPairSync>[] = []
const rsaKey = (n: number) => {
  const index = n % 4
  madeRsaKeys[index] ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return madeRsaKeys[index]
}

const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const spkiOfCsr = (der: Buffer): Buffer => {
  // CertificationRequestInfo: version, subject, then the key, which is where node:crypto finds one.
  for (let at = 0; at < der.length; at++) {
    if (der[at] !== 0x30) continue
    try {
      return spkiOf(createPublicKey({ key: der.subarray(at), format: 'der', type: 'spki' }))
    } catch {}
  }
  throw new Error('a request without a key')
}

export const standInCloud = (profile = standInProfile(), quantity = 100): StandInCloud => {
  const devices = new Map<string, Device>()
  let rsaKeys = 0
  const certificates: StandInCloud['certificates'] = new Map()
  const rootCaPem = amazonRoots(rootCertificates).AmazonRootCA1

  const admission = (imei: string): Refusal | undefined => {
    const device = devices.get(imei)
    if (cloud.refuseAdmission) return cloud.refuseAdmission
    if (device?.state === 'confirmed' && !cloud.mayRework)
      return refuse('device-already-keyed', { imei, state: 'confirmed', certificateId: device.certificateId })
    if (!device && devices.size >= quantity) return refuse('order-exhausted', { orderId: 'o1', quantity })
    return undefined
  }

  const keyOf = (request: MintRequest): { spki: Buffer; privateKeyPem?: string; deviceUuid?: string } | Refusal => {
    if (request.keySource === 'cloud') {
      const { publicKey, privateKey } = rsaKey(++rsaKeys)
      return { spki: spkiOf(publicKey), privateKeyPem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() }
    }
    const made = request.keySource === 'modem' ? parseKeygen(request.keygen, profile.securityTag) : undefined
    if (isRefusal(made)) return made
    const csr = checkCsr(made?.csrDer ?? (request.keySource === 'station' ? request.csr : ''))
    return isRefusal(csr) ? csr : { spki: spkiOfCsr(csr.der), deviceUuid: made?.deviceUuid }
  }

  const call = async <Value>(name: string, act: () => Promise<Value | Refusal>): Promise<Value | Refused> => {
    cloud.calls.push(name)
    cloud.before?.(name)
    const answer = await act()
    cloud.after?.(name)
    return isRefusal(answer) ? refusedBy(answer) : answer
  }

  const cloud: StandInCloud = {
    profile,
    devices,
    certificates,
    calls: [],
    spent: () => devices.size,
    active: () => [...certificates].filter(([, { active }]) => active).map(([id]) => id),
    admission: ({ imei, deviceUuid }) =>
      call('admission', async () => {
        const device = devices.get(imei)
        return (
          otherModem(device && { imei, deviceUuid: device.deviceUuid }, deviceUuid) ??
          admission(imei) ?? { imei, thingName: `mintmark-${imei}`, profile, device }
        )
      }),
    mint: ({ imei, request }) =>
      call('mint', async () => {
        const no = admission(imei)
        if (no) return no
        const made = keyOf(request)
        if (isRefusal(made)) return made
        const attested = request.attestation && checkAttestation(request.attestation)
        if (isRefusal(attested)) return attested
        const key = { ...made, deviceUuid: attested?.deviceUuid ?? made.deviceUuid }
        if (attested && made.deviceUuid !== undefined && made.deviceUuid !== attested.deviceUuid)
          return refuse('attestation-of-another-modem', { attested: attested.deviceUuid, key: made.deviceUuid })
        const publicKeySha256 = sha256(key.spki)
        let device = devices.get(imei)
        if (device?.publicKeySha256 !== publicKeySha256) {
          if (device) certificates.delete(device.certificateId)
          const der = await certificateFor(key.spki)
          const certificateId = sha256(der)
          const generation = (device?.generation ?? 0) + 1
          device = {
            state: 'minted',
            generation,
            certificateId,
            certificatePem: canonicalPem('CERTIFICATE', der),
            publicKeySha256,
            deviceUuid: key.deviceUuid,
          }
          devices.set(imei, device)
          certificates.set(certificateId, { active: false, publicKeySha256 })
        }
        const { certificateId, certificatePem, generation } = device
        return {
          imei,
          thingName: `mintmark-${imei}`,
          securityTag: profile.securityTag,
          generation,
          certificateId,
          certificatePem,
          rootCaPem,
          endpoint: 'x-ats.iot.eu-west-1.amazonaws.com',
          port: 8883,
          privateKeyPem: key.privateKeyPem,
          expected: [
            { type: 0, sha256: cmngDigest(rootCaPem) },
            { type: 1, sha256: cmngDigest(certificatePem) },
            { type: 2 },
          ],
          attestation: {
            deviceUuid: key.deviceUuid,
            digest: request.keySource === 'modem' ? 'checked' : 'none',
            challenge: attested ? 'answered' : 'none',
            signature: 'not-verified',
          },
        }
      }),
    confirm: ({ imei, certificateId, request }) =>
      call('confirm', async () => {
        const device = devices.get(imei)
        if (device?.certificateId !== certificateId) return refuse('certificate-superseded', { certificateId, imei })
        const firmware = parseFirmware(request.firmware)
        if (!firmware.ok) return refuse('firmware-malformed', { firmware: request.firmware, why: firmware.says })
        const proof = compareListing({
          lines: request.listing,
          tag: profile.securityTag,
          expected: [
            { type: 0, sha256: cmngDigest(rootCaPem) },
            { type: 1, sha256: cmngDigest(device.certificatePem) },
            { type: 2 },
          ],
          digests: factsOf(firmware.firmware).digests.value,
        })
        if (isRefusal(proof)) return proof
        device.state = 'confirmed'
        const certificate = certificates.get(certificateId)
        if (certificate) certificate.active = true
        return {
          imei,
          thingName: `mintmark-${imei}`,
          certificateId,
          state: 'confirmed',
          proof: proof.proof,
          confirmedAt: '2026-11-22T10:00:00.000Z',
        }
      }),
  }
  return cloud
}
