import { direction } from '../../../../core/trace/capture/packet-sink.ts'
import { exported } from '../../../support/capture/links.ts'
import { pcapngWriter } from '../../../support/capture/pcapng-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

type Said = [seconds: number, text: string]
/** An AT dialogue as Nordic's tools export it: commands outbound, answers inbound with CRLF. */
const capture = (dialogue: Said[], flagged = true) => {
  const ng = pcapngWriter()
  const packets = dialogue.map(([seconds, text]) => {
    const way = text.startsWith('AT') ? direction.outbound : direction.inbound
    return ng.packet({ bytes: exported('at', text), time: 1.7e15 + seconds * 1e6, ...(flagged && { way }) })
  })
  return Buffer.concat([ng.section(), ng.interface(252), ...packets])
}
const attach: Said[] = [
  [0, 'AT+CGMR'],
  [0.1, 'mfw_nrf9160_1.2.3\r\nOK\r\n'],
  [0.2, 'AT+CGSN'],
  [0.3, '352656100367872\r\nOK\r\n'],
  [0.4, 'AT+CFUN=4'],
  [0.5, 'OK\r\n'],
  [1, 'AT+CEREG=5'],
  [1.1, 'OK\r\n'],
  [2, 'AT+CFUN=1'],
  [2.1, 'OK\r\n'],
  [2.2, 'AT+CEREG?'],
  [2.3, '+CEREG: 5,4\r\nOK\r\n'],
  [3, '+CEREG: 2,"0901","020A6B16",7\r\n'],
  [3.5, '+CEREG: 2,"0901","020A6B17",7\r\n'],
  [33, '+CEREG: 5,"0901","020A6B16",7,,,"11100000","11100000"\r\n'],
  [40, '+CEREG: 1,"0901","020A6B16",7\r\n'],
]

test.each([true, false])(
  'reads firmware, IMEI, CFUN, CEREG and the time to attach (direction flags: %p)',
  (flagged) => {
    const { at } = readFacts(capture(attach, flagged))
    expect(at).toMatchObject({
      packets: 16,
      firmware: 'mfw_nrf9160_1.2.3',
      imei: '352656100367872',
      attachMs: 31_000,
      errors: [],
    })
    expect(at.functionality.map(({ mode }) => mode)).toEqual([4, 1])
    expect(at.registration.map(({ stat }) => stat)).toEqual([4, 2, 5, 1])
  },
)

test('firmware is only what answers AT+CGMR', () => {
  expect(
    readFacts(
      capture([
        [0, 'AT+COPS?'],
        [1, 'mfw_nrf9160_1.2.3\r\nOK\r\n'],
      ]),
    ).at.firmware,
  ).toBeNull()
  expect(
    readFacts(
      capture([
        [0, 'AT+CGMR'],
        [1, 'ERROR\r\n'],
      ]),
    ).at,
  ).toMatchObject({ firmware: null, errors: [{ command: 'AT+CGMR', error: 'ERROR' }] })
})

test('a private key in the file is reported by its tag, and never repeated', () => {
  const key = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIsecretsecretsecret\n-----END EC PRIVATE KEY-----\n'
  const facts = readFacts(
    capture([
      [0, `AT%CMNG=0,16842753,1,"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"`],
      [1, 'OK\r\n'],
      [2, `AT%CMNG=0,16842753,2,"${key}"`],
      [3, '+CME ERROR: 518\r\n'],
      [4, `AT#XCMNG=0,7,2,"${key}"`],
    ]),
  )
  expect(facts.at.privateKeysWritten.map(({ tag }) => tag)).toEqual([16_842_753, Number.NaN])
  expect(facts.at.errors[0]).toMatchObject({ error: '+CME ERROR: 518' })
  expect(JSON.stringify(facts)).not.toMatch(/secret|BEGIN EC/)
})

test('a masked %CMNG, as the modem itself traces it, is no key', () => {
  expect(
    readFacts(
      capture([
        [0, 'AT%CMNG'],
        [1, 'OK\r\n'],
      ]),
    ).at.privateKeysWritten,
  ).toEqual([])
})

test('other protocols of the modem are counted by name', () => {
  const ng = pcapngWriter()
  const facts = readFacts(
    Buffer.concat([
      ng.section(),
      ng.interface(252),
      ng.packet({ bytes: exported('nas-eps', 'x') }),
      ng.packet({ bytes: exported('lte_rrc.dl_dcch', 'x') }),
      ng.packet({ bytes: exported('nas-eps', 'x') }),
      ng.packet({ bytes: Buffer.from([0, 12, 0, 200, 1]) }),
    ]),
  )
  expect(facts.packets).toMatchObject({ otherPdus: { 'nas-eps': 2, 'lte_rrc.dl_dcch': 1 }, malformed: 1 })
})

test('a dialogue of any length is kept in bounds', () => {
  const endless = Array.from({ length: 2000 }, (_, n): Said[] => [
    [n, `AT+CFUN=${n % 5}`],
    [n, `+CEREG: ${n % 6}\r\nERROR\r\n`],
  ]).flat()
  const { at } = readFacts(capture(endless))
  expect(at.packets).toBe(4000)
  expect([at.functionality.length, at.registration.length, at.errors.length]).toEqual([256, 256, 256])
})
