import type { Capability } from '../../../core/modem/capability-table.ts'
import { cipherSuitesOf } from '../../../core/modem/cipher-suites.ts'
import { type FirmwareFacts, factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'

const facts = (text: string): FirmwareFacts => {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new Error(parsed.says)
  return factsOf(parsed.firmware)
}

/** One line a firmware, as sections 4.2 to 4.4 of the modem reference have it. */
test.each([
  ['mfw_nrf9160_1.0.0', '', 'placeholder'],
  ['mfw_nrf9160_1.1.4', '', 'placeholder'],
  ['mfw_nrf9160_1.1.5', 'gcmSuites', 'placeholder'],
  ['mfw_nrf9160_1.2.0', '', 'placeholder'],
  ['mfw_nrf9160_1.2.1', 'sendsSni verifiesServerExpiry', 'placeholder'],
  ['mfw_nrf9160_1.2.3', 'sendsSni verifiesServerExpiry', 'placeholder'],
  ['mfw_nrf9160_1.2.7', 'sendsSni verifiesServerExpiry gcmSuites', 'placeholder'],
  [
    'mfw_nrf9160_1.3.0',
    'sendsSni verifiesServerExpiry keygen attestToken pkcs8 csrNullParameter listsModemOwnedItems receiveOnlyMode',
    'uncertain',
  ],
  [
    'mfw_nrf9160_1.3.1',
    'sendsSni verifiesServerExpiry keygen attestToken pkcs8 csrNullParameter listsModemOwnedItems receiveOnlyMode gcmSuites',
    'uncertain',
  ],
  [
    'mfw_nrf9160_1.3.2',
    'sendsSni verifiesServerExpiry keygen attestToken pkcs8 csrNullParameter listsModemOwnedItems receiveOnlyMode gcmSuites powerOffWarning',
    'real',
  ],
  [
    'mfw_nrf91x1_2.0.1',
    'sendsSni verifiesServerExpiry keygen attestToken pkcs8 csrNullParameter listsModemOwnedItems receiveOnlyMode gcmSuites powerOffWarning deviceUuidCommand',
    'real',
  ],
  [
    'mfw_nrf91x1_2.0.2',
    'sendsSni verifiesServerExpiry keygen attestToken pkcs8 csrNullParameter listsModemOwnedItems receiveOnlyMode gcmSuites powerOffWarning deviceUuidCommand validatesCertificates',
    'real',
  ],
  [
    'mfw_nrf9151-ntn_1.0.0-1.alpha',
    'sendsSni verifiesServerExpiry keygen attestToken pkcs8 csrNullParameter listsModemOwnedItems receiveOnlyMode gcmSuites powerOffWarning deviceUuidCommand validatesCertificates',
    'real',
  ],
])('%s can: %s; digests: %s', (text, can, digests) => {
  const all = facts(text)
  const { firmware: _, known: __, digests: mode, cautions: ___, ...capabilities } = all
  const able = (Object.keys(capabilities) as Capability[]).filter((name) => capabilities[name].value)
  expect(able.sort()).toEqual(can.split(' ').filter(Boolean).sort())
  expect(mode.value).toBe(digests)
})

test('says where a fact comes from', () => {
  expect(facts('mfw_nrf9160_1.2.1').sendsSni).toMatchObject({ evidence: 'documented' })
  expect(facts('mfw_nrf9160_1.1.4').sendsSni).toMatchObject({ value: false, evidence: 'inferred' })
  expect(facts('mfw_nrf91x1_2.0.4').sendsSni).toMatchObject({ value: true, evidence: 'inferred' })
  expect(facts('mfw_nrf91x1_2.0.3').validatesCertificates).toMatchObject({ value: true, evidence: 'inferred' })
})

test.each(['mfw_nrf9160_1.9.0', 'mfw_nrf91x1_2.1.0', 'mfw-pti_2.3.4', 'mfw_nrf92_3.1.0'])(
  'of %s everything is inferred',
  (text) => {
    const { firmware: _, known, cautions, ...rest } = facts(text)
    expect(known).toBe(false)
    expect(cautions).toEqual([])
    expect(new Set(Object.values(rest).map(({ evidence }) => evidence))).toEqual(new Set(['inferred']))
  },
)

test('a FOTA-TEST build is known, and what is said of it is inferred', () => {
  const copy = facts('mfw_nrf9160_1.2.3-FOTA-TEST')
  expect(copy.known).toBe(true)
  expect(copy.sendsSni).toMatchObject({ value: true, evidence: 'inferred' })
})

test('a branch keeps its own entry point: 1.2.6 has no GCM suite although 1.1.5 has', () => {
  expect(facts('mfw_nrf9160_1.2.6').gcmSuites.value).toBe(false)
  expect(cipherSuitesOf(facts('mfw_nrf9160_1.2.3'))).toHaveLength(7)
  expect(cipherSuitesOf(facts('mfw_nrf9160_1.3.7')).map(({ code }) => code)).toContain(0xc02f)
})
