import { createModem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { caPem, imei, tag } from './credentials.ts'
import { manualClock } from './manual-clock.ts'
import { terminal } from './terminal.ts'

const firmware = 'mfw_nrf9160_1.2.0'
const write = `AT%CMNG=0,${tag},0,"${caPem}"`

test('state survives ports, resets, updates and being written down as JSON', async () => {
  const modem = createModem({ firmware, imei, random: seededRandom(7) })
  const first = terminal(modem)
  await first.ask('AT+CMEE=1')
  await first.ask(write)
  first.port.destroy()
  expect(await terminal(modem).ask('AT+CMEE?')).toEqual(['+CMEE: 1', 'OK'])
  modem.reset()
  expect(await terminal(modem).ask('AT+CMEE?')).toEqual(['+CMEE: 0', 'OK'])
  modem.updateFirmware('mfw_nrf9160_1.2.3')
  expect(modem.facts.sendsSni.value).toBe(true)
  expect(await terminal(modem).ask('AT+CGMR')).toEqual(['mfw_nrf9160_1.2.3', 'OK'])
  const copy = createModem({ firmware, imei, state: JSON.parse(JSON.stringify(modem.state())) })
  expect(copy.firmware).toBe('mfw_nrf9160_1.2.3')
  expect(copy.credential(tag, 0)?.content).toBe(caPem)
  expect(copy.state()).toEqual(modem.state())
})

test('what it hands out is a copy: nobody changes the modem from outside', () => {
  const modem = createModem({ firmware, imei, random: seededRandom(7) })
  modem.state().credentials.push({ tag, type: 0, content: 'x' })
  expect(modem.state().credentials).toEqual([])
  expect(() => modem.updateFirmware('nonsense')).toThrow('no modem firmware')
  expect(modem.firmware).toBe(firmware)
})

test('a reset prints the banner and frees a stuck receiver', async () => {
  const modem = createModem({ firmware, imei, random: seededRandom(7) })
  const at = terminal(modem)
  at.type('AT"')
  await at.read()
  modem.reset()
  expect(await at.read()).toBe('The AT host sample started\r\nReady\r\n')
  expect(await at.ask('AT')).toEqual(['OK'])
})

test('the second half of the story: the history is written by CFUN=0, not by CFUN=4, and lost by an update', async () => {
  const clock = manualClock()
  const network = { status: 5 as const, attachMs: 2_000, attachMsWithoutHistory: 600_000 }
  const modem = createModem({ firmware, imei, clock, behaviour: { network }, random: seededRandom(7) })
  const at = terminal(modem)
  const attach = async (ms: number) => {
    await at.ask('AT+CFUN=1')
    clock.advance(ms - 1)
    expect(await at.ask('AT+CEREG?')).toEqual(['+CEREG: 0,2', 'OK'])
    clock.advance(1)
    expect(await at.ask('AT+CEREG?')).toEqual(['+CEREG: 0,5', 'OK'])
  }
  await attach(600_000)
  await at.ask('AT+CFUN=4')
  await attach(600_000)
  await at.ask('AT+CFUN=0')
  await attach(2_000)
  modem.updateFirmware('mfw_nrf9160_1.2.3')
  await attach(600_000)
})

test('registration is reported to who asked for it, until CFUN=0', async () => {
  const clock = manualClock()
  const network = { status: 5 as const, attachMs: 1_000, attachMsWithoutHistory: 1_000 }
  const at = terminal(createModem({ firmware, imei, clock, behaviour: { network }, random: seededRandom(7) }))
  await at.ask('AT+CEREG=5')
  expect(await at.ask('AT+CFUN=1')).toEqual(['+CEREG: 2', 'OK'])
  clock.advance(1_000)
  expect(await at.read()).toBe('+CEREG: 5\r\n')
  await at.ask('AT+CFUN=0')
  expect(await at.ask('AT+CFUN=1')).toEqual(['OK'])
})
