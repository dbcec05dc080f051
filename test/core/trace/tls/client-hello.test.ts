import { readClientHello } from '../../../../core/trace/tls/client-hello.ts'
import { matchingName } from '../../../../core/trace/tls/matching-name.ts'

const u16 = (value: number) => [value >> 8, value & 255]
const vector = (bytes: number, content: number[]) =>
  bytes === 1 ? [content.length, ...content] : [...u16(content.length), ...content]
const text = (value: string) => [...Buffer.from(value)]
const extension = (type: number, content: number[]) => [...u16(type), ...vector(2, content)]

interface Parts {
  version?: number
  ciphers?: number[]
  extensions?: number[][]
  compressions?: number[]
  sessionId?: number[]
}
const hello = ({
  version = 0x0303,
  ciphers = [0xc02b, 0xc023],
  extensions,
  compressions = [0],
  sessionId = [],
}: Parts) =>
  Buffer.from([
    ...u16(version),
    ...Array(32).fill(7),
    ...vector(1, sessionId),
    ...vector(2, ciphers.flatMap(u16)),
    ...vector(1, compressions),
    ...(extensions ? vector(2, extensions.flat()) : []),
  ])
const read = (bytes: Buffer, exact = false) => readClientHello(bytes, 0, bytes.length, exact)

test('a hello without extensions, as SSL libraries of 2005 sent it', () => {
  expect(read(hello({ version: 0x0301 }))).toEqual({
    sni: null,
    alpn: [],
    versions: ['TLS 1.0'],
    ciphers: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
    sessionTicket: 'absent',
    sessionIdLength: 0,
  })
})

test('leaves out GREASE and names unknown suites by number', () => {
  const extensions = [
    extension(0x1a1a, []),
    extension(16, vector(2, [...vector(1, [0x2a, 0x2a]), ...vector(1, text('x-amzn-mqtt-ca'))])),
    extension(43, vector(1, [...u16(0x3a3a), ...u16(0x0304), ...u16(0x0303)])),
    extension(35, [1, 2, 3]),
    extension(0, vector(2, [0, ...vector(2, text('host.example'))])),
  ]
  expect(read(hello({ ciphers: [0x0a0a, 0xffee], extensions }))).toMatchObject({
    sni: 'host.example',
    alpn: ['x-amzn-mqtt-ca'],
    versions: ['TLS 1.3', 'TLS 1.2'],
    ciphers: ['0xFFEE'],
    sessionTicket: 'offered',
  })
})

test('a server name with control codes comes out harmless', () => {
  const extensions = [extension(0, vector(2, [0, ...vector(2, text('\u001b[2Jhost\n'))]))]
  expect(read(hello({ extensions }))?.sni).toBe('\\x1b[2Jhost\\x0a')
})

test.each([
  ['an odd list of suites', Buffer.from([...u16(0x0303), ...Array(32).fill(0), 0, 0, 3, 1, 2, 3, 1, 0])],
  ['no suites', hello({ ciphers: [] })],
  ['no compression method', hello({ compressions: [] })],
  ['a session ID longer than 32 bytes', hello({ sessionId: Array(33).fill(1) })],
  ['a version that is no TLS', hello({ version: 0x0703 })],
  ['an extension longer than the list', hello({ extensions: [[0, 0, 0, 99, 1]] })],
  ['hundreds of extensions', hello({ extensions: Array(100).fill(extension(0x7777, [])) })],
])('refuses %s', (_, bytes) => {
  expect(read(bytes)).toBeNull()
})

test('every shorter form of a hello is refused or read, never thrown at', () => {
  const bytes = hello({
    extensions: [extension(0, vector(2, [0, ...vector(2, text('host.example'))])), extension(35, [])],
  })
  for (let length = 0; length < bytes.length; length += 1) {
    const cut = readClientHello(bytes, 0, length)
    if (cut) expect(cut.sni).toBeNull()
  }
})

test('bytes left over matter only where a whole message is wanted', () => {
  const bytes = Buffer.concat([hello({ extensions: [] }), Buffer.from([1])])
  expect(read(bytes)).not.toBeNull()
  expect(read(bytes, true)).toBeNull()
})

test.each([
  ['abc.iot.eu-west-1.amazonaws.com', '*.iot.eu-west-1.amazonaws.com'],
  ['ABC.IOT.eu-west-1.amazonaws.com', '*.iot.eu-west-1.amazonaws.com'],
  ['iot.eu-west-1.amazonaws.com', 'iot.eu-west-1.amazonaws.com'],
  ['abc.def.iot.eu-west-1.amazonaws.com', null],
  ['abc.iot.us-east-1.amazonaws.com', null],
  ['52.1.2.3', null],
  ['', null],
])('the name that covers %s is %p', (host, name) => {
  expect(matchingName(['iot.eu-west-1.amazonaws.com', '*.iot.eu-west-1.amazonaws.com'], host)).toBe(name)
})
