import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { checkCsr } from '../../core/credential/check-csr.ts'
import { parseAttestToken } from '../../core/credential/parse-attest-token.ts'
import { parseKeygen } from '../../core/credential/parse-keygen.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { attestTokenT7, keygenT1 } from '../core/credential/vectors.ts'
import { imei, tag } from './credentials.ts'
import { terminal } from './terminal.ts'

const modemOf = (firmware: string, seed = 3) => createModem({ firmware, imei, random: seededRandom(seed) })

async function keygen(modem: Modem, command = `AT%KEYGEN=${tag},2,0`) {
  const [line = '', result] = await terminal(modem).ask(command)
  const answer = parseKeygen(line)
  if (isRefusal(answer)) throw new Error(`${line} ${result}: ${JSON.stringify(answer)}`)
  return { line, answer }
}

test('the answer is read by the code that reads real modems', async () => {
  const modem = modemOf('mfw_nrf9160_1.3.7')
  const { answer } = await keygen(modem)
  expect(answer).toMatchObject({ securityTag: tag, deviceUuid: modem.state().deviceUuid, digestMatches: true })
  const csr = checkCsr(answer.csrDer)
  expect(csr).toMatchObject({ key: 'EC P-256', normalised: true })
  const stored = createPrivateKey(modem.credential(tag, 2)?.content ?? '')
  const spki = createPublicKey(stored).export({ type: 'spki', format: 'der' })
  expect(answer.csrDer.includes(spki)).toBe(true)
})

/** The hex of a CSR with device UUID, public key and signature blanked out; lengths vary with the signature, so they are left out too. */
function csrShape(der: Buffer): string {
  const hex = der.toString('hex').replace(/^3082....3081../, '')
  return hex
    .replace(/0c24[0-9a-f]{72}/, '0c24<uuid>')
    .replace(/034200[0-9a-f]{130}/, '034200<point>')
    .replace(/(2a8648ce3d0403020500)03.*/, '$1<signature>')
}

/** The hex of an envelope with device UUID, digest, nonce and signature blanked out. */
function coseShape(cose: string): string {
  const hex = Buffer.from(cose, 'base64url').toString('hex')
  return [hex.slice(0, 36), hex.slice(68, 84), hex.slice(148, 150), hex.slice(182, 186), hex.length].join('…')
}

test('CSR and envelope have the bytes of the published sample (T1) but for keys, UUID and signatures', async () => {
  const { line } = await keygen(modemOf('mfw_nrf9160_1.3.5'))
  const [, csr = '', cose = ''] = /"([^.]*)\.([^"]*)"/.exec(line) ?? []
  const [sampleCsr = '', sampleCose = ''] = keygenT1.split('.')
  const made = csrShape(Buffer.from(csr, 'base64url'))
  expect(made).toBe(csrShape(Buffer.from(sampleCsr, 'base64url')))
  for (const blank of ['<uuid>', '<point>', '<signature>']) expect(made).toContain(blank)
  expect(coseShape(cose)).toBe(coseShape(sampleCose))
})

test('the envelope is signed by the identity key of this modem', async () => {
  const modem = modemOf('mfw_nrf9160_1.3.7')
  const { line } = await keygen(modem)
  const cose = Buffer.from(/\.([^"]*)"/.exec(line)?.[1] ?? '', 'base64url')
  const payload = cose.subarray(12, 12 + 79)
  const head = Buffer.from('846a5369676e61747572653143a1012640584f', 'hex')
  const key = createPublicKey(modem.state().identityKey)
  const signature = cose.subarray(-64)
  expect(verify('sha256', Buffer.concat([head, payload]), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
})

test('subject and key usage as asked', async () => {
  const attributes = 'CN=unit 7,O=Acme,C=no'
  const { answer } = await keygen(modemOf('mfw_nrf91x1_2.0.4'), `AT%KEYGEN=42,2,0,"${attributes}","101010000"`)
  expect(answer.securityTag).toBe(42)
  const text = answer.csrDer.toString('latin1')
  for (const value of ['unit 7', 'Acme', 'no']) expect(text).toContain(value)
  expect(answer.csrDer.toString('hex')).toContain('0603551d0f0404030203a8')
  expect(isRefusal(checkCsr(answer.csrDer))).toBe(false)
})

test('a second key in the same place is 519, and the first stays', async () => {
  const modem = modemOf('mfw_nrf9160_1.3.7')
  await keygen(modem)
  const before = modem.state().credentials
  const { ask } = terminal(modem)
  await ask('AT+CMEE=1')
  expect(await ask(`AT%KEYGEN=${tag},2,0`)).toEqual(['+CME ERROR: 519'])
  expect(modem.state().credentials).toEqual(before)
  await ask(`AT%CMNG=3,${tag},2`)
  expect(await ask(`AT%KEYGEN=${tag},2,0`)).toHaveLength(2)
  expect(modem.state().credentials[0]?.content).not.toBe(before[0]?.content)
})

test('an endorsement key answers again for the same key; a public key can be asked for', async () => {
  const modem = modemOf('mfw_nrf9160_1.3.7')
  const { ask } = terminal(modem)
  const [first = ''] = await ask('AT%KEYGEN=5,8,1')
  const [second = ''] = await ask('AT%KEYGEN=5,8,1')
  const spki = (line: string) => /"([^.]*)\./.exec(line)?.[1]
  expect(spki(first)).toMatch(/^MFkw/)
  expect(spki(second)).toBe(spki(first))
})

test.each([
  'AT%KEYGEN',
  'AT%KEYGEN=1',
  'AT%KEYGEN=1,3,0',
  'AT%KEYGEN=1,2,7',
  'AT%KEYGEN=1,2,0,"nonsense"',
  'AT%KEYGEN=1,2,0,"CN=a","11"',
  'AT%KEYGEN=2147483648,2,0',
])('%s makes no key', async (command) => {
  const modem = modemOf('mfw_nrf9160_1.3.7')
  expect(await terminal(modem).ask(command)).toEqual(['ERROR'])
  expect(modem.state().credentials).toEqual([])
})

test('the attestation is read by the code that reads real modems, and repeats a challenge', async () => {
  const modem = modemOf('mfw_nrf9160_1.3.7')
  const { ask } = terminal(modem)
  const [line = ''] = await ask('AT%ATTESTTOKEN')
  expect(line).toHaveLength(`%ATTESTTOKEN: "${attestTokenT7}"`.length)
  const token = parseAttestToken(line)
  expect(token).toMatchObject({ ok: true, deviceUuid: modem.state().deviceUuid, part: 'nRF9160 SICA' })
  expect((await ask('AT%XMODEMUUID'))[0]).toBe(`%XMODEMUUID: ${token.ok && token.modemFirmwareUuid}`)
  const challenge = '00112233445566778899aabbccddeeff'
  const [second = ''] = await ask(`AT%ATTESTTOKEN="${challenge}"`)
  expect(parseAttestToken(second)).toMatchObject({ ok: true, nonce: challenge })
  expect(await ask('AT%ATTESTTOKEN="12"')).toEqual(['ERROR'])
})

test('the same seed makes the same modem and the same keys; another seed others', async () => {
  const [a, b, c] = [modemOf('mfw_nrf9160_1.3.7'), modemOf('mfw_nrf9160_1.3.7'), modemOf('mfw_nrf9160_1.3.7', 4)]
  for (const modem of [a, b, c]) await keygen(modem)
  expect(a.state()).toEqual(b.state())
  expect(a.state().credentials).not.toEqual(c.state().credentials)
})
