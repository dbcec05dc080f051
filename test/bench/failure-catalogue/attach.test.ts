import { createModem, type ModemOptions } from '../../../simulator/modem.ts'
import { type Fixture, fixture } from '../support/fixture.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'
import { imei, trusting } from './support.ts'

let running: RunningStation
let slot: Fixture
beforeEach(() => {
  slot = fixture(1)
  running = runStation(standInCloud(), [slot], { attachMs: 60_000 })
})
afterEach(() => running.stop())

const put = (options: Partial<ModemOptions> = {}) => {
  const modem = createModem({ firmware: trusting, imei, ...options })
  slot.put(modem)
  return modem
}
/** What its tile says at last. */
const tile = async (colour: string) => {
  await running.tile(1, colour)
  const { says, next } = running.station.slots()[0]?.sentence ?? { says: '', next: '' }
  return `${says} ${next}`
}

test('6.2 a bench that attaches stores the network history, also after an update has lost it', async () => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.6', imei })
  modem.updateFirmware(trusting)
  expect(modem.state().networkHistory).toBe(false)
  slot.put(modem)
  await tile('green')
  const radio = modem.received().filter((line) => line.startsWith('AT+CFUN='))
  expect(radio.slice(-2)).toEqual(['AT+CFUN=1', 'AT+CFUN=0'])
  expect(modem.state().networkHistory).toBe(true)
  expect(running.results[0]?.attachMs).toBeGreaterThanOrEqual(0)
})

test('6.27 CEREG 90 is a SIM that failed, and a restart is what helps after an update', async () => {
  put({ behaviour: { network: { status: 90, attachMs: 0, attachMsWithoutHistory: 0 } } })
  const reads = await tile('amber')
  expect(reads).toContain('The SIM of the unit on slot-1 failed: it says "+CEREG: 90"')
  expect(running.results[0]).toMatchObject({ outcome: 'confirmed' })
})

test.each([
  ['13', { behaviour: { simFailure: true } }, '+CME ERROR: 13'],
  ['nothing but ERROR', { faults: [{ name: 'answer-error', command: /CFUN=1/ } as const] }, 'ERROR'],
])(
  '6.34 a refused CFUN=1 with %s is the SIM, and the credentials are confirmed all the same',
  async (_, options, heard) => {
    put(options)
    expect(await tile('amber')).toContain(`it says "${heard}"`)
    expect(running.results[0]).toMatchObject({ outcome: 'confirmed', colour: 'amber' })
  },
)

test('6.36 power cut before CFUN=0 was answered: not told as stored, and done when it is started again', async () => {
  const modem = put({ faults: [{ name: 'unplug-before', command: /CFUN=0/ }] })
  expect(await tile('amber')).toContain('slot-1 went away during AT+CFUN=0')
  expect(running.results[0]?.attachMs).toBeUndefined()
  expect(modem.state().networkHistory).toBe(false)
  running.station.start(1)
  await running.tile(1, 'green')
  expect(modem.state().networkHistory).toBe(true)
})
