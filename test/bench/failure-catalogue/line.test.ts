import { narrowBridge } from '../../../simulator/dialects/narrow-bridge.ts'
import { serialModem } from '../../../simulator/dialects/serial-modem.ts'
import { shell } from '../../../simulator/dialects/shell.ts'
import { holdsAPair } from '../support/simulated-bench.ts'
import { checking, flashUnit, tag } from './support.ts'

test.each(['AT%CMNG=0,7,0,"half a certif', 'AT%CMNG=0,7,0,"text"",', '"'])(
  '6.15 a parser that waits for a quote since %j is freed, and the unit goes on',
  async (typed) => {
    const { reads, modem } = await flashUnit({ typed })
    expect(reads).toBe('confirmed')
    expect(modem.credential(7, 0)).toBeUndefined()
  },
)

test.each(['CR', 'LF', 'CRLF'] as const)('6.15 with %s as the terminator nothing is waited for', async (terminator) => {
  expect((await flashUnit({ behaviour: { terminator } })).reads).toBe('confirmed')
})

test('6.15 a terminator that nobody sends reads as silence, and the sentence names the three that are', async () => {
  const { reads } = await flashUnit({ behaviour: { terminator: 'NULL' } })
  expect(reads).toContain('Nothing on sim answers AT.')
  expect(reads).toContain('CR, LF or CRLF')
})

test.each([4_000, 4_096, 9_000])(
  '6.15b a buffer that %d characters of a write have filled is freed',
  async (length) => {
    const { reads, modem } = await flashUnit({ typed: `AT%CMNG=0,7,0,"${'A'.repeat(length)}` })
    expect(reads).toBe('confirmed')
    expect(holdsAPair(modem, tag)).toBe(true)
  },
)

test.each([
  ['a bridge without flow control', (modem: Parameters<typeof narrowBridge>[0]) => narrowBridge(modem, 768)],
  ['Serial Modem with its usual buffers', (modem: Parameters<typeof narrowBridge>[0]) => serialModem(modem, 768)],
])('6.16 %s that loses long writes is told from a modem that is silent', async (_, through) => {
  const { reads, result, cloud } = await flashUnit({ through })
  expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'write-not-taken' } })
  expect(reads).toMatch(/answers AT, but twice gave no answer to AT%CMNG=0,16842753,0 with its 1\d{3} characters/)
  expect(reads).toContain('CONFIG_SLM_UART_RX_BUF_SIZE=2048')
  expect(cloud.active()).toEqual([])
})

test.each([
  ['answer-error', 'ERROR'],
  ['silent', 'nothing'],
  ['write-ok-but-lost', 'OK'],
] as const)('6.17 %%KEYGEN that ends as %s: another try, then named with what to flash', async (name, heard) => {
  expect((await flashUnit({ faults: [{ name, command: /KEYGEN/ }] })).reads).toBe('confirmed')
  const { reads, cloud } = await flashUnit({ faults: [{ name, command: /KEYGEN/, times: 99 }] })
  expect(reads).toContain(`told of no key: the application on the board answered "${heard}"`)
  expect(reads).toContain('at_client sample')
  expect(cloud.spent()).toBe(0)
})

test('6.29 a modem that falls silent for good ends the unit with what to do, not with waiting', async () => {
  const { reads, cloud } = await flashUnit({
    faults: [{ name: 'silent', command: /./, after: 6, times: Number.POSITIVE_INFINITY }],
  })
  expect(reads).toMatch(/gave no final answer to AT.* within \d+ s\. Power-cycle the unit/)
  expect(cloud.active()).toEqual([])
})

test('6.35 OK is no success: only what the modem lists is', async () => {
  const { result, cloud, modem } = await flashUnit({
    firmware: checking,
    faults: [{ name: 'write-ok-but-lost', command: /CMNG=0/, times: 99 }],
  })
  expect(modem.received().filter((line) => /CMNG=0/.test(line))).toHaveLength(4)
  expect(result).toMatchObject({ outcome: 'refused', refusal: { refused: 'credential-missing' } })
  expect(cloud.active()).toEqual([])
})

test('1.3 Serial Modem is a modem like any other', async () => {
  const { result, modem } = await flashUnit({ through: (unit) => serialModem(unit) })
  expect(result).toMatchObject({ outcome: 'confirmed', keySource: 'modem' })
  expect(holdsAPair(modem, tag)).toBe(true)
})

test.each([
  [true, 'is an AT shell (prompt "mosh:~$")', 'at_client sample'],
  [false, 'is a shell (prompt "mosh:~$")', 'AT Host or Serial Modem'],
])('1.3 a shell (passing AT on: %s) is named, with what to flash instead', async (passesAt, says, next) => {
  const { reads, result, modem } = await flashUnit({ through: (unit) => shell(unit, { passesAt }) })
  expect(result).toMatchObject({ outcome: 'failed', modemChanged: false })
  expect(reads).toContain(says)
  expect(reads).toContain(next)
  expect(modem.received().filter((line) => line !== 'AT')).toEqual([])
})

test.each(['urc-between-lines', 'log-between-lines'] as const)(
  '1.5 %s in every answer change nothing',
  async (name) => {
    const { reads } = await flashUnit({ faults: [{ name, command: /./, times: Number.POSITIVE_INFINITY }] })
    expect(reads).toBe('confirmed')
  },
)

test.each([/CGMR/, /ATTESTTOKEN/, /KEYGEN/, /CMNG=0/, /CMNG=1/, /CFUN=4/])(
  '1.5 a reset in the middle of the answer to %s is named, and the unit finishes when it is started again',
  async (command) => {
    const { reads, again, cloud } = await flashUnit({ faults: [{ name: 'reset-mid-answer', command }] })
    expect(reads).toContain('The unit on sim restarted during AT')
    expect(await again()).toMatchObject({ outcome: 'confirmed' })
    expect(cloud.active()).toHaveLength(1)
    expect(cloud.spent()).toBe(1)
  },
)
