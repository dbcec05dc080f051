import type { Terminator } from '../../../simulator/behaviour.ts'
import { createModem } from '../../../simulator/modem.ts'
import { seededRandom } from '../../../simulator/random.ts'
import { caPem, imei, tag } from '../credentials.ts'
import { manualClock } from '../manual-clock.ts'
import { terminal } from '../terminal.ts'

const on = (terminator: Terminator = 'CR') =>
  createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, random: seededRandom(5), behaviour: { terminator } })

test.each<[Terminator, string[], string[]]>([
  ['CR', ['\r', '\r\n'], ['\n', '\0']],
  ['LF', ['\n', '\r\n'], ['\r', '\0']],
  ['CRLF', ['\r\n'], ['\r', '\n', '\0']],
  ['NULL', ['\0', '\r\n\0'], ['\r\n']],
])('%s mode is ended by %j and not by %j', async (terminator, ending, others) => {
  for (const end of ending) {
    const at = terminal(on(terminator))
    at.type(`AT${end}AT${end}`)
    expect(await at.read()).toBe('OK\r\nOK\r\n')
  }
  for (const end of others) {
    const at = terminal(on(terminator))
    at.type(`AT${end}`)
    expect(await at.read()).toBe('')
  }
})

test('nothing is echoed, and lines of white space are answered by silence', async () => {
  const at = terminal(on())
  at.type('\r\n  \r\n\t\r\n')
  expect(await at.read()).toBe('')
  expect(await at.ask('AT+CGSN')).toEqual([imei, 'OK'])
})

test('backspace and delete take a character back', async () => {
  const at = terminal(on())
  at.type('\b\bAX\bT+CGSM\x7fN\r')
  expect(await at.read()).toBe(`${imei}\r\nOK\r\n`)
})

test('an odd quote swallows everything until another one comes', async () => {
  const at = terminal(on())
  at.type('AT+CGSN="\r\nAT\r\nAT\r\n')
  expect(await at.read()).toBe('')
  at.type('"\r\n')
  expect(await at.read()).toBe('ERROR\r\n')
  expect(await at.ask('AT')).toEqual(['OK'])
})

test('the stuck quote outlives the port: the modem does not notice who listens', async () => {
  const modem = on()
  const first = terminal(modem)
  first.type('"')
  await first.read()
  first.port.destroy()
  const second = terminal(modem)
  second.type('AT\r\n')
  expect(await second.read()).toBe('')
  second.type('"\r\n')
  expect(await second.read()).toBe('ERROR\r\n')
})

test('a backspace over a quote does not leave the quotes', async () => {
  const at = terminal(on())
  at.type('AT"\b\r')
  expect(await at.read()).toBe('')
  at.type('"\b\r')
  expect(await at.read()).toBe('OK\r\n')
})

test('a long line outside quotes is cut without a word', async () => {
  const at = terminal(on())
  at.type(`AT+CGSN${' '.repeat(5000)}\r`)
  expect(await at.read()).toBe(`${imei}\r\nOK\r\n`)
})

test('a long line inside quotes wedges the receiver: a quote cannot free it, backspaces first can', async () => {
  const modem = on()
  const at = terminal(modem)
  at.type(`AT%CMNG=0,${tag},0,"${'A'.repeat(4200)}"\r\n`)
  expect(await at.read()).toBe('')
  at.type('"\r\n')
  expect(await at.read()).toBe('')
  at.type('\b\b"\r\n')
  expect(await at.read()).toMatch(/^(OK|ERROR)\r\n$/)
  expect(await at.ask('AT')).toEqual(['OK'])
})

test('4095 characters are taken, with quotes and all', async () => {
  const modem = on()
  const at = terminal(modem)
  const start = `AT%CMNG=0,${tag},0,"`
  const content = 'x'.repeat(4095 - start.length - 1)
  expect(await at.ask(`${start}${content}"`)).toEqual(['OK'])
  expect(modem.credential(tag, 0)?.content).toBe(content)
})

test('bytes may come one by one', async () => {
  const modem = on()
  const at = terminal(modem)
  for (const character of `AT%CMNG=0,${tag},0,"${caPem}"\r\n`) at.type(character)
  expect(await at.read()).toBe('OK\r\n')
  expect(modem.credential(tag, 0)?.content).toBe(caPem)
})

test('while a command runs, only what fits the FIFO survives', async () => {
  const clock = manualClock()
  const behaviour = { latencyMs: () => 100, fifoBytes: 4 }
  const at = terminal(createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, clock, behaviour, random: seededRandom(6) }))
  at.type('AT\r\nAT+CGSN\r\n')
  expect(await at.read()).toBe('')
  clock.advance(100)
  expect(await at.read()).toBe('OK\r\n')
  at.type('\r\n')
  clock.advance(100)
  // What was kept is "\nAT+"; the rest of the second command is gone.
  expect(await at.read()).toBe('ERROR\r\n')
})
