import { cleanHost } from '../../../core/endpoint/host-dirt.ts'

const host = 'a1b2c3-ats.iot.eu-west-1.amazonaws.com'

test('a clean name stays as it is', () => {
  expect(cleanHost(host)).toEqual({ clean: host, upperCase: false })
})

test.each([
  ['white-space', ` ${host}`],
  ['white-space', `${host}\n`],
  ['white-space', `${host}\r\n`],
  ['white-space', `${host}\t`],
  ['white-space', `${host}\u00a0`],
  ['white-space', `\ufeff${host}`],
  ['white-space', `a1b2c3\u200b-ats.iot.eu-west-1.amazonaws.com`],
  ['white-space', `a1b2c3-ats.iot. eu-west-1.amazonaws.com`],
  ['white-space', `${host}\0`],
  ['scheme', `https://${host}`],
  ['scheme', `mqtts://${host}:8883/`],
  ['path', `${host}/mqtt`],
  ['path', `user@${host}`],
  ['path', `${host}?x=1`],
  ['port', `${host}:8883`],
  ['port', `${host}:`],
  ['trailing-dot', `${host}.`],
] as const)('%s: %j', (dirt, text) => {
  expect(cleanHost(text)).toMatchObject({ dirt, clean: host })
})

test.each(['54.72.1.2', '::1', '[2a05:d018::1]', 'fe80::1%eth0'])('%s is an address', (text) => {
  expect(cleanHost(text).dirt).toBe('ip-literal')
})

test.each([
  'a..b.com',
  '-a.com',
  'a_b.com',
  'mqtt.exämple.com',
  `${'a'.repeat(64)}.com`,
  `${'a.'.repeat(140)}com`,
  '<endpoint>.amazonaws.com',
  'localhost',
  ':8883:x',
])('%j is no host name', (text) => {
  expect(cleanHost(text).dirt).toBe('not-a-name')
})

test('an empty text is dirt of its own', () => {
  expect(cleanHost('')).toEqual({ dirt: 'empty', clean: '', upperCase: false })
})

test('upper case alone is no dirt', () => {
  expect(cleanHost(host.toUpperCase())).toEqual({ clean: host, upperCase: true })
})

test('a host name of a megabyte is answered at once', () => {
  const start = performance.now()
  for (const text of ['a.'.repeat(500_000), ' '.repeat(1_000_000), ':'.repeat(1_000_000), '@'.repeat(1_000_000)])
    cleanHost(text)
  expect(performance.now() - start).toBeLessThan(2000)
})
