import { at, longestAtLine } from '../../../core/modem/at-command.ts'

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'

test('writes exactly the bytes it was given', () => {
  expect(at.write(16842753, 0, pem)).toEqual({
    ok: true,
    command: { line: `AT%CMNG=0,16842753,0,"${pem}"`, timeoutMs: 15_000, changesModem: true },
  })
})

test.each([
  ['', 'empty'],
  ['a"b', 'quotation mark'],
  ['-----BEGIN CERTIFICATE-----\\nMIIB', 'two characters'],
  ['MIIB\b', '0x08 at position 4'],
  ['Zürich', '0xfc at position 1'],
  ['x'.repeat(longestAtLine), 'shorten the certificate chain'],
])('refuses content %j', (content, says) => {
  expect(at.write(1, 0, content)).toEqual({ ok: false, says: expect.stringContaining(says) })
})

test('the longest command that the modem takes is accepted, one character more is not', () => {
  const room = longestAtLine - 'AT%CMNG=0,1,0,""'.length
  expect(at.write(1, 0, 'x'.repeat(room)).ok).toBe(true)
  expect(at.write(1, 0, 'x'.repeat(room + 1)).ok).toBe(false)
})

test('every other command, and which of them change the modem', () => {
  expect([
    at.ping(),
    at.imei(),
    at.firmware(),
    at.numericErrors(),
    at.setFunctionalMode(4),
    at.functionalMode(),
    at.listAll(),
    at.list(16842753),
    at.list(42, 1),
    at.read(42, 0),
    at.delete(42, 2),
    at.keygen(16842753),
    at.keygen(16842753, 'CN=mintmark-352656109480783,O=Acme'),
    at.attestToken(),
    at.attestToken('00112233445566778899aabbccddeeff'),
    at.deviceUuid(),
    at.modemUuid(),
  ]).toMatchObject([
    { line: 'AT', timeoutMs: 2_000, changesModem: false },
    { line: 'AT+CGSN', changesModem: false },
    { line: 'AT+CGMR', changesModem: false },
    { line: 'AT+CMEE=1', changesModem: false },
    { line: 'AT+CFUN=4', timeoutMs: 30_000, changesModem: true },
    { line: 'AT+CFUN?', changesModem: false },
    { line: 'AT%CMNG=1', timeoutMs: 15_000, changesModem: false },
    { line: 'AT%CMNG=1,16842753', changesModem: false },
    { line: 'AT%CMNG=1,42,1', changesModem: false },
    { line: 'AT%CMNG=2,42,0', changesModem: false },
    { line: 'AT%CMNG=3,42,2', timeoutMs: 15_000, changesModem: true },
    { line: 'AT%KEYGEN=16842753,2,0', timeoutMs: 15_000, changesModem: true },
    { line: 'AT%KEYGEN=16842753,2,0,"CN=mintmark-352656109480783,O=Acme"', changesModem: true },
    { line: 'AT%ATTESTTOKEN', changesModem: false },
    { line: 'AT%ATTESTTOKEN="00112233445566778899aabbccddeeff"', changesModem: false },
    { line: 'AT%DEVICEUUID', changesModem: false },
    { line: 'AT%XMODEMUUID', changesModem: false },
  ])
})

test.each([-1, 2147483648, 4294967292, 1.5, Number.NaN])('tag %p belongs to nobody or to the modem', (tag) => {
  expect(() => at.delete(tag, 0)).toThrow(RangeError)
  expect(() => at.write(tag, 0, pem)).toThrow(RangeError)
  expect(() => at.keygen(tag)).toThrow(RangeError)
})

test('attributes and challenges cannot break out of their quotes', () => {
  expect(() => at.keygen(1, 'CN=a"b')).toThrow(RangeError)
  expect(() => at.keygen(1, 'a')).toThrow(RangeError)
  expect(() => at.attestToken('0"')).toThrow(RangeError)
})
