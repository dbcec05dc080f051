import { cmngDigest } from '../../core/credential/digests.ts'
import type { ModemBehaviour } from '../../simulator/behaviour.ts'
import { createModem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { caPem, certificatePem, imei, tag } from './credentials.ts'
import { terminal } from './terminal.ts'

async function modemWith(firmware: string, behaviour: Partial<ModemBehaviour> = {}) {
  const modem = createModem({ firmware, imei, random: seededRandom(2), behaviour })
  const at = terminal(modem)
  await at.ask('AT+CMEE=1')
  return { modem, ask: at.ask }
}

const write = (type: number, content: string, to = tag) => `AT%CMNG=0,${to},${type},"${content}"`

test('stores exactly the bytes and shows their digest (T1)', async () => {
  const { modem, ask } = await modemWith('mfw_nrf9160_1.3.5')
  expect(await ask(write(0, caPem))).toEqual(['OK'])
  expect(await ask(`AT%CMNG=1,${tag},0`)).toEqual([
    `%CMNG: ${tag},0,"2C43952EE9E000FF2ACC4E2ED0897C0A72AD5FA72C3D934E81741CBD54F05BD1"`,
    'OK',
  ])
  const crlf = certificatePem.replaceAll('\n', '\r\n')
  expect(await ask(write(1, crlf))).toEqual(['OK'])
  expect(modem.credential(tag, 1)?.content).toBe(crlf)
  expect((await ask(`AT%CMNG=1,${tag},1`))[0]).toBe(`%CMNG: ${tag},1,"${cmngDigest(crlf)}"`)
  expect(await ask(`AT%CMNG=2,${tag},0`)).toEqual([
    ...`%CMNG: ${tag},0,"${cmngDigest(caPem)}","${caPem}"`.split('\r\n'),
    'OK',
  ])
})

test('lists what is there, the modem-owned items last (T2), nothing as OK only (T3)', async () => {
  const { ask } = await modemWith('mfw_nrf9160_1.3.5')
  for (const command of [write(1, certificatePem), write(0, caPem), write(0, caPem, 42)]) await ask(command)
  const lines = await ask('AT%CMNG=1')
  expect(lines.map((line) => line.replace(/,"[0-9A-F]{64}"$/, ''))).toEqual([
    '%CMNG: 42,0',
    `%CMNG: ${tag},0`,
    `%CMNG: ${tag},1`,
    '%CMNG: 4294967293,10',
    '%CMNG: 4294967294,6',
    '%CMNG: 4294967292,11',
    'OK',
  ])
  expect(await ask(`AT%CMNG=1,${tag}`)).toHaveLength(3)
  expect(await ask('AT%CMNG=1,4567,0')).toEqual(['OK'])
  expect(await ask('AT%CMNG=2,4567,0')).toEqual(['+CME ERROR: 513'])
})

test('old firmware prints placeholders (T6) and no items of its own', async () => {
  const { ask } = await modemWith('mfw_nrf9160_1.2.3')
  for (const command of [write(0, caPem), write(1, 'nonsense'), write(2, 'nonsense')]) await ask(command)
  expect(await ask('AT%CMNG=1')).toEqual([
    `%CMNG: ${tag},0,"${'00'.repeat(32)}"`,
    `%CMNG: ${tag},1,"${'01'.repeat(32)}"`,
    `%CMNG: ${tag},2,"${'02'.repeat(32)}"`,
    'OK',
  ])
})

test.each(['real', 'placeholder'] as const)('1.3.1 prints what the switch says: %s', async (digestsOf130) => {
  const { ask } = await modemWith('mfw_nrf9160_1.3.1', { digestsOf130 })
  await ask(write(0, caPem))
  const digest = digestsOf130 === 'real' ? cmngDigest(caPem) : '00'.repeat(32)
  expect((await ask('AT%CMNG=1'))[0]).toBe(`%CMNG: ${tag},0,"${digest}"`)
})

test.each([1, 2, 21])('writes, deletes and makes keys only while inactive: 518 in mode %s', async (mode) => {
  const { modem, ask } = await modemWith('mfw_nrf9160_1.3.5')
  await ask(write(0, caPem))
  await ask(`AT+CFUN=${mode}`)
  const before = modem.state().credentials
  expect(await ask(write(0, certificatePem))).toEqual(['+CME ERROR: 518'])
  expect(await ask(`AT%CMNG=3,${tag},0`)).toEqual(['+CME ERROR: 518'])
  expect(await ask(`AT%KEYGEN=${tag},2,0`)).toEqual(['+CME ERROR: 518'])
  expect(await ask(`AT%CMNG=1,${tag}`)).toHaveLength(2)
  expect(modem.state().credentials).toEqual(before)
  await ask('AT+CFUN=4')
  expect(await ask(`AT%CMNG=3,${tag},0`)).toEqual(['OK'])
  expect(await ask(`AT%CMNG=3,${tag},0`)).toEqual(['+CME ERROR: 513'])
})

test('holds 32 items; overwriting one of them takes no room', async () => {
  const { ask } = await modemWith('mfw_nrf9160_1.3.5')
  for (let i = 0; i < 32; i++) expect(await ask(write(3, '0123', i))).toEqual(['OK'])
  expect(await ask(write(3, '0123', 32))).toEqual(['+CME ERROR: 515'])
  expect(await ask(`AT%KEYGEN=32,2,0`)).toEqual(['+CME ERROR: 515'])
  expect(await ask(write(3, '4567', 31))).toEqual(['OK'])
  expect(await ask('AT%CMNG=3,0,3')).toEqual(['OK'])
  expect(await ask(write(3, '0123', 32))).toEqual(['OK'])
})

test('where overwriting is refused, it is 519', async () => {
  const { modem, ask } = await modemWith('mfw_nrf9160_1.3.5', { overwrite: 'refuse' })
  await ask(write(0, caPem))
  expect(await ask(write(0, certificatePem))).toEqual(['+CME ERROR: 519'])
  expect(modem.credential(tag, 0)?.content).toBe(caPem)
})

test.each([
  ['mfw_nrf91x1_2.0.1', 'OK'],
  ['mfw_nrf91x1_2.0.2', '+CME ERROR: 527'],
  ['mfw_nrf91x1_2.0.4', '+CME ERROR: 527'],
  ['mfw_nrf9151-ntn_1.0.0-1.alpha', '+CME ERROR: 527'],
  ['mfw_nrf9160_1.3.7', 'OK'],
])('%s answers a certificate with literal \\n by %s; keys are never checked (T5)', async (firmware, answer) => {
  const { ask } = await modemWith(firmware)
  for (const type of [0, 1]) expect(await ask(write(type, caPem.replaceAll('\n', '\\n')))).toEqual([answer])
  expect(await ask(write(0, caPem.replaceAll('\n', ' ')))).toEqual([answer])
  expect(await ask(write(0, caPem.replace('MIID', 'MIIE')))).toEqual([answer])
  expect(await ask(write(2, '-----BEGIN RSA PRIVATE KEY-----\\nbroken'))).toEqual(['OK'])
  for (const good of [caPem, caPem.trimEnd(), caPem.replaceAll('\n', '\r\n'), caPem + certificatePem]) {
    expect(await ask(write(0, good))).toEqual(['OK'])
  }
})

test.each([
  ['mfw_nrf9160_1.3.1', 'OK'],
  ['mfw_nrf9160_1.3.2', '+CME ERROR: 528'],
  ['mfw_nrf91x1_2.0.0', '+CME ERROR: 528'],
])('%s on a low supply answers a write by %s', async (firmware, answer) => {
  const { ask } = await modemWith(firmware, { powerWarning: true })
  expect(await ask(write(0, caPem))).toEqual([answer])
})

test.each([
  ['AT%CMNG', '+CME ERROR: 0'],
  ['AT%CMNG=', '+CME ERROR: 50'],
  ['AT%CMNG=4,1,0', '+CME ERROR: 50'],
  ['AT%CMNG=0,1,0', '+CME ERROR: 50'],
  ['AT%CMNG=0,1,0,""', '+CME ERROR: 50'],
  ['AT%CMNG=0,x,0,"a"', '+CME ERROR: 50'],
  ['AT%CMNG=1,,0', '+CME ERROR: 50'],
  ['AT%CMNG=1,4294967296', '+CME ERROR: 50'],
  ['AT%CMNG=2,1', '+CME ERROR: 50'],
  ['AT%CMNG=3,1,99', '+CME ERROR: 50'],
  [`AT%CMNG=0,1,2,"a","${'p'.repeat(33)}"`, '+CME ERROR: 50'],
  ['AT%CMNG=0,2147483648,0,"a"', '+CME ERROR: 514'],
  ['AT%CMNG=0,1,6,"a"', '+CME ERROR: 514'],
  ['AT%CMNG=3,4294967294,6', '+CME ERROR: 514'],
  ['AT%CMNG=2,4294967294,6', '+CME ERROR: 514'],
])('%s ends with %s', async (command, answer) => {
  const { ask } = await modemWith('mfw_nrf9160_1.3.5')
  expect(await ask(command)).toEqual([answer])
})

test('a private key never comes out, by reading or by the log', async () => {
  const { modem, ask } = await modemWith('mfw_nrf9160_1.3.5', { readableTypes: [0, 1, 2] })
  await ask(write(2, 'SECRETKEY'))
  expect(await ask(`AT%CMNG=2,${tag},2`)).toEqual(['+CME ERROR: 514'])
  expect(modem.received().join()).not.toContain('SECRETKEY')
  expect(modem.received().join()).toContain(`AT%CMNG=0,${tag},2,<9 characters`)
})
