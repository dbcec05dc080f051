import { setImmediate as turn } from 'node:timers/promises'
import { type Fault, faultNames } from '../../simulator/faults.ts'
import { createModem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { caPem, imei, tag } from './credentials.ts'
import { terminal } from './terminal.ts'

const write = `AT%CMNG=0,${tag},0,"${caPem}"`
const withFaults = (...faults: Fault[]) =>
  createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, faults, random: seededRandom(8) })

async function seen(name: Fault['name'], line: string) {
  const modem = withFaults({ name, command: /./ })
  const at = terminal(modem)
  at.type(`${line}\r\n`)
  const text = await at.read()
  await turn()
  return { modem, at, text, stored: modem.credential(tag, 0)?.content }
}

const answers: [Fault['name'], string, string, string | undefined][] = [
  ['answer-518-then-ok', write, 'ERROR\r\n', undefined],
  ['answer-error', write, 'ERROR\r\n', undefined],
  ['answer-memory-full', write, 'ERROR\r\n', undefined],
  ['silent', write, '', undefined],
  ['drop-answer', write, '', caPem],
  ['half-answer', write, 'OK', caPem],
  ['half-answer', 'AT+CGSN', imei.slice(0, 11), undefined],
  ['reset-before', write, 'The AT host sample started\r\nReady\r\n', undefined],
  ['reset-mid-answer', write, 'OKThe AT host sample started\r\nReady\r\n', caPem],
  ['urc-between-lines', 'AT+CGSN', `+CEREG: 2\r\n${imei}\r\n+CEREG: 2\r\nOK\r\n`, undefined],
  ['urc-inside-line', 'AT+CGSN', `${imei.slice(0, 11)}+CEREG: 2\r\n${imei.slice(11)}\r\nOK\r\n`, undefined],
  ['log-between-lines', 'AT', '[00:00:07.261,047] <inf> app: network searching\r\nOK\r\n', undefined],
  ['write-ok-but-crlf', write, 'OK\r\n', caPem.replaceAll('\n', '\r\n')],
  ['write-ok-but-flattened', write, 'OK\r\n', caPem.replaceAll('\n', ' ')],
  ['write-ok-but-lost', write, 'OK\r\n', undefined],
  ['echo-without-result', 'AT+CGSN', 'AT+CGSN\r\n', undefined],
]

test.each(answers)('%s', async (name, line, text, stored) => {
  const result = await seen(name, line)
  expect(result.text).toBe(text)
  expect(result.stored).toBe(stored)
  expect(await result.at.ask('AT')).toEqual(['OK'])
})

test('write-ok-but-corrupt changes one character', async () => {
  const { text, stored = '' } = await seen('write-ok-but-corrupt', write)
  expect(text).toBe('OK\r\n')
  expect(stored).toHaveLength(caPem.length)
  expect([...stored].filter((character, index) => character !== caPem[index])).toHaveLength(1)
})

const pulled: [Fault['name'], string | undefined][] = [
  ['unplug-before', undefined],
  ['unplug-after', caPem],
  ['unplug-mid-answer', caPem],
]

test.each(pulled)('%s closes every port, and a new one finds the modem alive', async (name, stored) => {
  const result = await seen(name, write)
  expect(result.at.port.destroyed).toBe(true)
  expect(result.stored).toBe(stored)
  expect(await terminal(result.modem).ask('AT')).toEqual(['OK'])
})

test('strikes the commands it names, so often, after so many', async () => {
  const modem = withFaults({ name: 'answer-518-then-ok', command: /^AT%CMNG=3/g, times: 2, after: 1 })
  const { ask } = terminal(modem)
  await ask('AT+CMEE=1')
  const answers: string[] = []
  for (let i = 0; i < 5; i++) answers.push(...(await ask(`AT%CMNG=3,${tag},0`)))
  expect(answers.map((answer) => answer.slice(-3))).toEqual(['513', '518', '518', '513', '513'])
  expect(await ask('AT')).toEqual(['OK'])
})

test('chance is drawn from the seed, so that a run can be repeated', async () => {
  const run = async () => {
    const { ask } = terminal(withFaults({ name: 'answer-error', command: /./, chance: 0.5, times: 100 }))
    const answers: string[] = []
    for (let i = 0; i < 30; i++) answers.push(...(await ask('AT')))
    return answers.join()
  }
  const first = await run()
  expect(await run()).toBe(first)
  expect(first).toMatch(/OK.*ERROR|ERROR.*OK/)
})

test('every fault has a test above', () => {
  const tested = [...answers, ...pulled].map(([name]) => name)
  expect(new Set([...tested, 'write-ok-but-corrupt'])).toEqual(new Set(faultNames))
})
