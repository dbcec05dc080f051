import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rootCertificates } from 'node:tls'
import { type ConfirmRequest, type MintAnswer, mintRequest } from '../../../core/api/credentials.ts'
import { type KeySource, type Profile, profileSchema } from '../../../core/api/profile.ts'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { compareListing } from '../../../core/credential/compare-listing.ts'
import { cmngDigest } from '../../../core/credential/digests.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { type AuthorityDeps, openAuthority } from '../../../local/iot/x509/authority.ts'
import { issueDeviceCertificate, ownSubject } from '../../../local/iot/x509/issue-device-certificate.ts'

export interface BenchCloud {
  url: string
  /** Every answer comes so much later. */
  setDelay(ms: number): void
  close(): Promise<void>
}

export const benchProfile = (keySource: KeySource): Profile =>
  profileSchema.parse({
    name: 'bench',
    hostname: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com',
    securityTag: 16842753,
    keySources: [keySource],
  })

/** Of the same bytes each time, so that the length of a certificate is the same in each run. */
const steadyBytes = (count: number) => Buffer.alloc(count, 0x5a)

/** Certificates as AWS makes them, signed with RSA-2048: over a P-256 key of the bench or the modem, and over an RSA key of its own. */
const certificates = async () => {
  const rows = { get: () => undefined, put: () => {} } as unknown as AuthorityDeps['rows']
  const authority = await openAuthority({ rows, clock: Date.now, random: randomBytes })
  const issue = (key: KeyObject) => {
    const publicKey = key.export({ type: 'spki', format: 'der' })
    return issueDeviceCertificate(authority, ownSubject, publicKey, Date.now(), steadyBytes)
  }
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKeyPem = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  return { ofRequest: issue(ec.publicKey), ofCloud: issue(rsa.publicKey), privateKeyPem }
}

/**
 * The factory API as a stub that answers at once: the certificate was made before, so that only the bench is measured.
 * What the modem lists is compared as the cloud compares it.
 */
export const startBenchCloud = async (): Promise<BenchCloud> => {
  const rootCaPem = amazonRoots(rootCertificates).AmazonRootCA1
  const { ofRequest, ofCloud, privateKeyPem } = await certificates()
  let delayMs = 0

  const mint = (imei: string, keySource: KeySource): MintAnswer => {
    const { securityTag, port, hostname } = benchProfile(keySource)
    const { certificateId, certificatePem } = keySource === 'cloud' ? ofCloud : ofRequest
    return {
      imei,
      thingName: `mintmark-${imei}`,
      securityTag,
      generation: 1,
      certificateId,
      certificatePem,
      rootCaPem,
      endpoint: hostname ?? '',
      port,
      ...(keySource === 'cloud' ? { privateKeyPem } : {}),
      expected: [
        { type: 0, sha256: cmngDigest(rootCaPem) },
        { type: 1, sha256: cmngDigest(certificatePem) },
        { type: 2 },
      ],
      attestation: { digest: 'none', signature: 'not-verified' },
    }
  }

  const confirm = (imei: string, keySource: KeySource, { listing, firmware }: ConfirmRequest) => {
    const { certificateId, expected, securityTag, thingName } = mint(imei, keySource)
    const parsed = parseFirmware(firmware)
    if (!parsed.ok) throw new Error(parsed.says)
    const digests = factsOf(parsed.firmware).digests.value
    const compared = compareListing({ lines: listing, tag: securityTag, expected, digests })
    if (isRefusal(compared)) throw new Error(`the modem does not hold what it should: ${compared.refusal}`)
    const { proof } = compared
    return { imei, thingName, certificateId, state: 'confirmed', proof, confirmedAt: new Date().toISOString() }
  }

  /** The order's number is the key source. */
  const answer = (path: string, body: string): unknown => {
    const [, order = '', imei = '', what] = /^\/v1\/orders\/(\w+)\/devices\/(\d+)\/(\w+)/.exec(path) ?? []
    const keySource = order as KeySource
    if (what === 'admission') return { imei, thingName: `mintmark-${imei}`, profile: benchProfile(keySource) }
    if (path.includes('/confirmation')) return confirm(imei, keySource, JSON.parse(body))
    return mint(imei, mintRequest.parse(JSON.parse(body)).keySource)
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = JSON.stringify(answer(request.url ?? '', Buffer.concat(parts).toString()))
      const send = () => response.setHeader('content-type', 'application/json').end(text)
      if (delayMs === 0) send()
      else setTimeout(send, delayMs)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDelay: (ms) => {
      delayMs = ms
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
