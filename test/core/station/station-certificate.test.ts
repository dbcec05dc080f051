import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { certificateBody, commonName, serialOf, signedCertificate } from '../../../core/station/station-certificate.ts'

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = (pair: ReturnType<typeof keyPair>) => pair.publicKey.export({ format: 'der', type: 'spki' })

const authority = keyPair()
const bench = keyPair()
const issuer = commonName('mintmark-dev-stations')
const notBefore = new Date('2026-11-22T03:00:00Z')

const issue = (change: Partial<Parameters<typeof certificateBody>[0]> = {}) => {
  const body = certificateBody({
    serial: serialOf(Buffer.alloc(16, 0xff)),
    issuer,
    subject: 'bench-1',
    notBefore,
    notAfter: new Date('2027-11-22T03:00:00Z'),
    publicKey: spki(bench),
    issuerKey: spki(authority),
    isAuthority: false,
    ...change,
  })
  return new X509Certificate(signedCertificate(body, sign('sha256', body, authority.privateKey)))
}

const root = () =>
  issue({
    subject: 'mintmark-dev-stations',
    publicKey: spki(authority),
    isAuthority: true,
    notAfter: new Date('2061-01-01T00:00:00Z'),
  })

test('a station gets an X.509 v3 certificate that ends nothing but its own name', () => {
  const certificate = issue()
  expect(certificate.subject).toBe('CN=bench-1')
  expect(certificate.issuer).toBe('CN=mintmark-dev-stations')
  expect(certificate.serialNumber).toBe(`7F${'FF'.repeat(15)}`)
  expect(certificate.validFromDate).toEqual(notBefore)
  expect(certificate.validToDate).toEqual(new Date('2027-11-22T03:00:00Z'))
  expect(certificate.ca).toBe(false)
  expect(certificate.verify(authority.publicKey)).toBe(true)
  expect(certificate.verify(bench.publicKey)).toBe(false)
})

test('a certificate of the CA is one, and says so to what it issued', () => {
  const ca = root()
  expect(ca.ca).toBe(true)
  expect(ca.checkIssued(ca)).toBe(true)
  expect(ca.validToDate).toEqual(new Date('2061-01-01T00:00:00Z'))
  expect(issue().checkIssued(ca)).toBe(true)
  expect(issue({ issuer: commonName('somebody else') }).checkIssued(ca)).toBe(false)
})

test('a station key signs and nothing else; the bits of key usage are those of RFC 5280', () => {
  const usage = (certificate: X509Certificate) =>
    /0603551d0f0101ff0404(\w{8})/.exec(certificate.raw.toString('hex'))?.[1]
  // BIT STRING, seven unused bits, digitalSignature; and one unused bit, keyCertSign with cRLSign.
  expect(usage(issue())).toBe('03020780')
  expect(usage(root())).toBe('03020106')
})

test.each([0x00, 0x3f, 0x80, 0xff])('a serial that begins with %i has sixteen bytes in every notation', (first) => {
  const serial = serialOf(Buffer.concat([Buffer.from([first]), Buffer.alloc(19, 1)]))
  expect(serial).toHaveLength(16)
  expect(issue({ serial }).serialNumber).toBe(serial.toString('hex').toUpperCase())
})
