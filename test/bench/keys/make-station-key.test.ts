import { createPrivateKey, createPublicKey } from 'node:crypto'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { checkCsr } from '../../../core/credential/check-csr.ts'
import { at } from '../../../core/modem/at-command.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'

test.each([
  ['sec1', 'EC PRIVATE KEY'],
  ['pkcs8', 'PRIVATE KEY'],
] as const)('a key in %s is P-256, ready to be written, and the request is for it', async (form, label) => {
  const { privateKeyPem, csrPem } = await makeStationKey(form, 'mintmark-352656100367872')
  expect(privateKeyPem.startsWith(`-----BEGIN ${label}-----\n`)).toBe(true)
  expect(privateKeyPem).toMatch(/-----\n$/)
  expect(privateKeyPem).not.toContain('EC PARAMETERS')
  expect(at.write(7, 2, privateKeyPem).ok).toBe(true)
  const csr = checkCsr(csrPem)
  if (isRefusal(csr)) throw new Error(csr.refusal)
  const spki = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' })
  expect(csr.der.includes(spki)).toBe(true)
  expect(csr.key).toBe('EC P-256')
})

test('every key is a new one', async () => {
  const keys = await Promise.all([makeStationKey('sec1', 'a'), makeStationKey('sec1', 'a')])
  expect(new Set(keys.map(({ privateKeyPem }) => privateKeyPem)).size).toBe(2)
})
