import { fail } from '../../../bench/failures/failure.ts'
import type { Label } from '../../../bench/label/label.ts'
import type { Printer } from '../../../bench/label/open-printer.ts'
import { createModem, type ModemOptions } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { fixture } from '../support/fixture.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { lost, standInCloud, standInProfile } from '../support/stand-in-cloud.ts'

const firmware = 'mfw_nrf9160_1.3.7'
const tag = 16842753
const modemOf = (n: number, more: Partial<ModemOptions> = {}) => createModem({ firmware, imei: imeiOf(n), ...more })
const keygens = (modem: ReturnType<typeof modemOf>) => modem.received().filter((line) => /KEYGEN/.test(line)).length

let running: RunningStation | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

test('plugged in, a unit is begun by itself; taken out, the slot is free; the tile says every step', async () => {
  const slot = fixture(1)
  running = runStation(standInCloud(), [slot])
  await running.tile(1, 'idle', 'put-in-unit')
  const modem = modemOf(1)
  slot.put(modem)
  await running.tile(1, 'green', 'done')
  const steps = running.events.flatMap((event) => (event.type === 'slot' && event.slot.step ? [event.slot.step] : []))
  expect([...new Set(steps)]).toEqual([
    'probe',
    'admission',
    'look',
    'prepare',
    'key',
    'mint',
    'write',
    'read-back',
    'confirm',
  ])
  slot.take()
  await running.tile(1, 'idle', 'put-in-unit')
  expect(running.results).toMatchObject([
    { imei: imeiOf(1), slot: 1, outcome: 'confirmed', proof: 'digest', colour: 'green' },
  ])
  expect(running.events.map(({ seq }) => seq)).toEqual(running.events.map((_, i) => i + 1))
})

test('in a fixture whose port stays, another IMEI is another unit, and one left there is never run twice', async () => {
  const bed = fixture(1, 'bed')
  const cloud = standInCloud()
  running = runStation(cloud, [bed])
  const [first, second] = [modemOf(2), modemOf(3)]
  bed.put(first)
  await running.tile(1, 'green')
  const asked = () => first.received().filter((line) => line === 'AT+CGSN').length
  const before = asked()
  await running.eventually(() => asked() > before + 3)
  bed.take()
  await running.tile(1, 'idle')
  bed.put(first)
  await running.tile(1, 'green')
  expect(keygens(first)).toBe(1)
  expect(cloud.calls.filter((call) => call === 'mint')).toHaveLength(1)
  bed.take()
  bed.put(second)
  await running.until((event): event is typeof event => event.type === 'unit' && event.unit.imei === second.imei)
  expect(running.results.map(({ imei }) => imei)).toEqual([first.imei, second.imei])
  expect(bed.opened()).toBe(1)
})

test('a red unit may be tried again: by hand where it sits, or by plugging it in again', async () => {
  const slot = fixture(1)
  const cloud = standInCloud()
  const modem = modemOf(4)
  running = runStation(cloud, [slot])
  modem.addFault({ name: 'answer-memory-full', command: /CMNG=0/, times: 2 })
  slot.put(modem)
  await running.tile(1, 'red', 'modem-refused')
  expect(running.station.start(1)).toBe('started')
  await running.until(
    (event): event is typeof event => event.type === 'summary' && event.summary.failures[0]?.count === 2,
  )
  slot.take()
  await running.tile(1, 'idle')
  slot.put(modem)
  await running.tile(1, 'green')
  expect(running.station.summary()).toMatchObject({
    units: 1,
    confirmed: 1,
    yield: 1,
    firstPassYield: 0,
    failures: [{ code: 'modem-refused', count: 2 }],
  })
  expect(running.station.start(9)).toBe('unknown-slot')
})

test('an order that asks for serials waits for the scan; a swapped unit is refused before it is touched', async () => {
  const slot = fixture(1)
  const cloud = standInCloud(standInProfile({ serial: 'required' }))
  running = runStation(cloud, [slot], { needsSerial: true })
  const modem = modemOf(5)
  slot.put(modem)
  await running.tile(1, 'idle', 'scan-serial')
  running.station.start(1, { serial: 'SN-1', imei: imeiOf(6) })
  await running.tile(1, 'red', 'imei-not-expected')
  expect(modem.received().some((line) => /CFUN|CMNG|KEYGEN/.test(line))).toBe(false)
  running.station.start(1, { serial: 'SN-1', imei: imeiOf(5) })
  await running.tile(1, 'green')
  expect(running.results.at(-1)).toMatchObject({ serial: 'SN-1', imei: imeiOf(5) })
})

test('what is no modem is named once, and not asked to be one for ever', async () => {
  const bed = fixture(1, 'bed')
  running = runStation(standInCloud(), [bed])
  const log = modemOf(7, { behaviour: { terminator: 'NULL' } })
  bed.put(log)
  const noise = setInterval(() => log.notify('[00:00:07.261,047] <inf> app: searching'), 2)
  await running.tile(1, 'red', 'port-is-log')
  clearInterval(noise)
  expect(running.station.summary()).toMatchObject({
    units: 0,
    yield: undefined,
    failures: [{ code: 'port-is-log', count: 1 }],
  })
})

test('a port that may not be opened says what to do, and the shift goes on in the other slots', async () => {
  const locked = { slot: 2, port: 'COM7', open: () => Promise.reject(fail('port-busy', { port: 'COM7' })) }
  const slot = fixture(1)
  running = runStation(standInCloud(), [slot, locked])
  slot.put(modemOf(8))
  await running.tile(2, 'red', 'port-busy')
  await running.tile(1, 'green')
})

test('a unit has its time and no more; what it began is finished when it is started again', async () => {
  const slot = fixture(1)
  const cloud = standInCloud()
  const mint = cloud.mint
  let hang = true
  cloud.mint = (unit) => (hang ? new Promise((_, reject) => setTimeout(() => reject(lost()), 1_500)) : mint(unit))
  running = runStation(cloud, [slot], { unitMs: 20_000 })
  slot.put(modemOf(9))
  await running.tile(1, 'red', 'unit-timeout')
  hang = false
  running.station.start(1)
  await running.tile(1, 'green')
  expect(cloud.spent()).toBe(1)
})

test('a full disk stops a unit before it is touched', async () => {
  const slot = fixture(1)
  const modem = modemOf(10)
  const checkRoom = () => Promise.reject(fail('disk-full', { folder: 'd', freeMegabytes: 1, neededMegabytes: 16 }))
  running = runStation(standInCloud(), [slot], {}, { checkRoom })
  slot.put(modem)
  await running.tile(1, 'red', 'disk-full')
  expect(new Set(modem.received())).toEqual(new Set(['AT+CGSN']))
})

/** A printer whose paper is in the test's hands. */
const printerWith = (state: { paper: boolean }): Printer & { labels: Label[] } => {
  const labels: Label[] = []
  return {
    labels,
    isRepeatable: false,
    async print(label) {
      if (!state.paper) throw fail('label-not-printed', { target: 'tcp://p', reason: 'ECONNREFUSED' })
      labels.push(label)
    },
  }
}

test('the label comes once; without paper the tile is amber, and a reprint is recorded', async () => {
  const slot = fixture(1)
  const paper = { paper: false }
  const printer = printerWith(paper)
  running = runStation(standInCloud(), [slot], {}, { printer })
  slot.put(modemOf(11))
  await running.tile(1, 'amber', 'label-failed')
  paper.paper = true
  expect(await running.station.reprint(imeiOf(11))).toMatchObject({ colour: 'green', label: 'printed' })
  await running.tile(1, 'green')
  running.station.start(1)
  await running.tile(1, 'green', 'done-before')
  expect(printer.labels).toEqual([
    { imei: imeiOf(11), serial: undefined, thingName: `mintmark-${imeiOf(11)}`, orderId: 'o1' },
  ])
  expect(running.journal.lines.filter(({ act }) => act === 'label')).toMatchObject([
    { reprint: false },
    { reprint: true },
  ])
  expect(await running.station.reprint(imeiOf(12))).toBeUndefined()
})

test('stopped while a label was being printed, the next agent prints no second one and says to look', async () => {
  const slot = fixture(1)
  const cloud = standInCloud()
  const modem = modemOf(13)
  running = runStation(cloud, [slot])
  slot.put(modem)
  await running.tile(1, 'green')
  const { journal } = running
  await running.stop()
  const [certificateId = ''] = cloud.active()
  await journal.append({ imei: modem.imei, port: '' }, { act: 'label', certificateId, reprint: false })
  const printer = printerWith({ paper: true })
  running = runStation(cloud, [slot], {}, { printer, journal })
  await running.tile(1, 'amber', 'label-unknown')
  expect(printer.labels).toEqual([])
})

test('the cloud away at confirmation: the unit leaves amber, confirmation and label follow without it', async () => {
  const slot = fixture(1)
  const cloud = standInCloud()
  const printer = printerWith({ paper: true })
  let away = true
  cloud.before = (call) => {
    if (away && call === 'confirm') throw lost()
  }
  running = runStation(cloud, [slot], {}, { printer })
  slot.put(modemOf(14))
  await running.tile(1, 'amber', 'may-leave')
  slot.take()
  await running.tile(1, 'idle')
  expect(printer.labels).toHaveLength(0)
  away = false
  await running.until((event): event is typeof event => event.type === 'unit' && event.unit.outcome === 'confirmed')
  expect(printer.labels).toHaveLength(1)
  expect(running.results).toMatchObject([
    { outcome: 'waiting', slot: 1 },
    { outcome: 'confirmed', imei: imeiOf(14) },
  ])
  expect(running.station.summary()).toMatchObject({ units: 1, confirmed: 1, waiting: 0, firstPassYield: 1 })
})

test('a unit that stays in its slot through an outage turns green once, and stays green', async () => {
  const bed = fixture(1, 'bed')
  const cloud = standInCloud()
  const modem = modemOf(17)
  let away = true
  cloud.before = (call) => {
    if (away && call === 'confirm') throw lost()
  }
  running = runStation(cloud, [bed])
  bed.put(modem)
  await running.tile(1, 'amber', 'may-leave')
  away = false
  await running.tile(1, 'green', 'done')
  const asked = () => modem.received().filter((line) => line === 'AT+CGSN').length
  const before = asked()
  await running.eventually(() => asked() > before + 3)
  await running.tile(1, 'green', 'done')
  const colours = running.events.flatMap((event) => (event.type === 'slot' ? [event.slot.colour] : []))
  expect(colours.filter((colour, i) => colour !== colours[i - 1])).toEqual(['working', 'amber', 'green'])
})

test('attached at the bench, its time is measured, and CFUN=0 stores the history', async () => {
  const slot = fixture(1)
  running = runStation(standInCloud(), [slot], { attachMs: 60_000 })
  const modem = modemOf(15)
  slot.put(modem)
  await running.tile(1, 'green')
  expect(running.results[0]?.attachMs).toBeGreaterThanOrEqual(0)
  expect(modem.state()).toMatchObject({ networkHistory: true, session: { functionalMode: 0 } })
  const denied = modemOf(16, { behaviour: { network: { status: 3, attachMs: 0, attachMsWithoutHistory: 0 } } })
  slot.take()
  await running.tile(1, 'idle')
  slot.put(denied)
  await running.tile(1, 'amber', 'attach-failed')
  expect(denied.credential(tag, 1)).toBeDefined()
})

test('a start without a serial waits for the next unit; one with a serial is told at once that there is none', async () => {
  const slot = fixture(1)
  running = runStation(standInCloud(), [slot], { needsSerial: true })
  await running.tile(1, 'idle', 'put-in-unit')
  expect(running.station.start(1, { serial: 'SN-7' })).toBe('started')
  await running.tile(1, 'red')
  await running.tile(1, 'idle', 'put-in-unit')
  expect(running.station.start(1)).toBe('started')
  const opened = slot.opened()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(slot.opened()).toBe(opened)
  slot.put(modemOf(1))
  await running.tile(1, 'green', 'done')
  expect(running.results).toMatchObject([{ imei: imeiOf(1), outcome: 'confirmed' }])
  expect(running.results[0]?.serial).toBeUndefined()
})
