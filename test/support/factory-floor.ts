import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StationApi } from '../../bench/cloud/factory-api.ts'
import { openJournal } from '../../bench/journal/open-journal.ts'
import { readJournal } from '../../bench/journal/read-journal.ts'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import { isRefused } from '../../bench/refused.ts'
import { createStation } from '../../bench/station/create-station.ts'
import type { UnitRecord } from '../../bench/station/unit-record.ts'
import { systemTimers, type Timers } from '../../bench/timers.ts'
import { faultNames } from '../../simulator/faults.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { type Fixture, fixture } from '../bench/support/fixture.ts'
import { holdsAPair } from '../bench/support/simulated-bench.ts'
import { lost } from '../bench/support/stand-in-cloud.ts'
import { type StoryCloud, securityTag } from './local-cloud.ts'
import { seeded } from './schedule.ts'
import { imeiOf } from './unit.ts'

export interface Floor {
  devices: number
  ports: number
  quantity: number
  /** Devices that another order has already keyed. */
  strangers: number
  seed: number
  /** Share of steps, AT commands and calls of the cloud alike, on which something goes wrong. */
  faultShare: number
}

export interface FloorReport {
  complaints: string[]
  confirmed: number
  refused: Record<string, number>
  /** Times that a unit was run, tries again included. */
  runs: number
  lostCalls: number
  failures: Record<string, number>
}

const firmwares = ['mfw_nrf9160_1.3.7', 'mfw_nrf91x1_2.0.4', 'mfw_nrf91x1_2.0.2', 'mfw_nrf9160_1.2.3']
/** Damage that firmware without digests cannot show: its proof is of presence, and says so. */
const invisible = ['write-ok-but-corrupt', 'write-ok-but-crlf', 'write-ok-but-flattened', 'write-ok-but-lost']
/** At this share a run comes through about every sixth time, so that some units need dozens. */
const mostTries = 400
/** Refusals that speak of damage and say "flash the unit again": the operator does. */
const worthAnother = ['credential-missing', 'credential-differs', 'listing-malformed', 'certificate-superseded']
/** Time-outs are a twentieth of the real ones; the cloud's own are not. */
const speed = 20
const timers: Timers = { ...systemTimers, after: (ms, call) => systemTimers.after(ms / speed, call) }

const modemFor = (n: number, { seed, faultShare }: Floor): Modem => {
  const firmware = firmwares[n % firmwares.length] ?? ''
  const names = firmware.endsWith('1.2.3') ? faultNames.filter((name) => !invisible.includes(name)) : faultNames
  const chance = 1 - (1 - faultShare) ** (1 / names.length)
  return createModem({
    firmware,
    imei: imeiOf(n),
    random: seededRandom(`${seed}/${n}`),
    // Not the question of who sits there, which a station repeats for as long as it waits.
    faults: names.map((name) => ({ name, command: /^(?!AT\+CGSN$)/, chance, times: Number.POSITIVE_INFINITY })),
  })
}

/** The cloud over a bad line: calls are lost before they arrive, or their answers are. */
const badLine = (api: StationApi, share: number, random: () => number, onLost: () => void): StationApi => {
  const over = async <T>(call: () => Promise<T>): Promise<T> => {
    const fate = random()
    if (fate < share / 2) {
      onLost()
      throw lost()
    }
    const answer = await call()
    if (fate < share) {
      onLost()
      throw lost()
    }
    return answer
  }
  return {
    admission: (unit) => over(() => api.admission(unit)),
    mint: (unit) => over(() => api.mint(unit)),
    confirm: (unit) => over(() => api.confirm(unit)),
  }
}

/**
 * A shift with more units than ports and more faults than anybody would bear, worked by people who try red units again,
 * and at its end a count: registry, budget, certificates and modems must agree.
 */
export const runFloor = async (story: StoryCloud, floor: Floor): Promise<FloorReport> => {
  const { devices, ports, quantity, strangers, seed, faultShare } = floor
  const modems = Array.from({ length: devices }, (_, n) => modemFor(seed * 1_000 + n, floor))
  const other = await story.openOrder(Math.max(1, strangers))
  for (const modem of modems.slice(0, strangers)) {
    // The same chip, UUID and all, with its credentials taken out again.
    const { imei, firmware } = modem
    const result = await story.flash(createModem({ imei, firmware, state: modem.state() }), other.orderId)
    if (result.outcome !== 'confirmed') throw new Error(JSON.stringify(result))
  }
  const before = new Set((await story.certificates()).map(({ id }) => id))
  const { orderId } = await story.openOrder(quantity)
  const report: FloorReport = { complaints: [], confirmed: 0, refused: {}, runs: 0, lostCalls: 0, failures: {} }
  const journal = await openJournal(join(story.folder, `${orderId}.jsonl`), orderId, () => new Date())
  const fixtures = Array.from({ length: ports }, (_, i) => fixture(i + 1))
  const random = seeded(seed)
  const station = createStation({
    apiFor: (signal) =>
      badLine(story.apiAs(story.station, { signal }), faultShare, random, () => void report.lostCalls++),
    journal,
    makeStationKey,
    agentVersion: '0.1.0',
    timers,
    now: () => new Date(),
  })({ orderId, slots: fixtures, watchMs: 500, finishMs: 5_000, unitMs: 60_000 * speed })
  const last = new Map<string, UnitRecord>()
  const waiters = new Set<() => void>()
  station.subscribe((event) => {
    if (event.type === 'unit') {
      const { imei, outcome, sentence, slot } = event.unit
      if (imei !== undefined) last.set(imei, event.unit)
      if (slot !== undefined) report.runs++
      if (outcome === 'failed') report.failures[sentence.code] = (report.failures[sentence.code] ?? 0) + 1
    }
    for (const waiter of [...waiters]) waiter()
  })
  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return
        waiters.delete(look)
        resolve()
      }
      waiters.add(look)
      look()
    })
  const tileOf = (slot: number) => station.slots().find((tile) => tile.slot === slot)

  const queue = [...modems]
  /** One pair of hands: puts in a unit, tries it again while it is red, and brings back what has to come again. */
  const operate = async (place: Fixture): Promise<void> => {
    for (let modem = queue.shift(); modem; modem = queue.shift()) {
      const { imei } = modem
      last.delete(imei)
      place.put(modem)
      for (let tries = 1; ; tries++) {
        const seen = last.get(imei)
        await when(() => last.get(imei) !== seen || tileOf(place.slot)?.colour === 'red')
        await when(() => tileOf(place.slot)?.colour !== 'working')
        const { outcome, sentence } = last.get(imei) ?? {}
        const isRed = outcome === 'failed' || worthAnother.includes(sentence?.code ?? '')
        if (outcome !== undefined && !isRed) break
        if (tries === mostTries) {
          report.complaints.push(`${imei} was tried ${tries} times: ${JSON.stringify(last.get(imei)?.sentence)}`)
          break
        }
        station.start(place.slot)
        await when(() => tileOf(place.slot)?.colour === 'working' || last.get(imei) !== seen)
      }
      place.take()
      if (last.get(imei)?.sentence.code === 'bring-back') queue.push(modem)
      await when(() => tileOf(place.slot)?.colour === 'idle')
    }
  }
  const stop = new AbortController()
  const shift = station.run(stop.signal)
  await Promise.all(fixtures.map(operate))
  await when(() => [...last.values()].every(({ outcome }) => outcome !== 'waiting'))
  stop.abort(new Error('the shift is over'))
  await shift
  await journal.close()
  await count(story, floor, { orderId, modems, last, before, report })
  return report
}

interface Counted {
  orderId: string
  modems: readonly Modem[]
  last: ReadonlyMap<string, UnitRecord>
  /** Certificates that were there before the shift. */
  before: ReadonlySet<string | undefined>
  report: FloorReport
}

/** Holds registry, budget, ACTIVE certificates and modems against each other. */
const count = async (story: StoryCloud, floor: Floor, { orderId, modems, last, before, report }: Counted) => {
  const { complaints } = report
  const lines = readJournal(await readFile(join(story.folder, `${orderId}.jsonl`), 'utf8'))
  /** What the journal says of a unit, so that a complaint explains itself. */
  const told = (imei: string): string =>
    lines
      .filter((line) => line.imei === imei)
      .map(
        (line) =>
          `${line.act}${'certificateId' in line ? ` ${line.certificateId.slice(0, 6)}` : ''}${'code' in line ? ` ${line.code}` : ''}`,
      )
      .join(', ')
  const active = new Map<string, string>()
  for (const { imei } of modems.slice(floor.strangers)) {
    const found = (await story.certificatesOf(imei)).map(({ id, status }) => `${status} ${id}`)
    if (found.length > 1) complaints.push(`${imei} has ${found.join(', ')}`)
    const [one = ''] = found
    if (one.startsWith('ACTIVE ')) active.set(imei, one.slice(7))
    else if (one !== '') complaints.push(`${imei} has ${one}`)
  }
  const all = (await story.certificates()).filter(({ id }) => !before.has(id))
  for (const [index, modem] of modems.entries()) {
    const { imei } = modem
    const record = last.get(imei)
    const written = modem.credential(securityTag, 1)?.content
    if (record?.outcome === 'confirmed') {
      report.confirmed++
      const id = written && new X509Certificate(written).fingerprint256.replaceAll(':', '').toLowerCase()
      if (id === undefined || id !== active.get(imei)) complaints.push(`${imei} is green, but its modem holds another`)
      if (!holdsAPair(modem, securityTag)) complaints.push(`${imei} is green, but its modem holds no pair`)
    } else if (record?.outcome === 'refused') {
      const { code } = record.sentence
      report.refused[code] = (report.refused[code] ?? 0) + 1
      if (written !== undefined || active.has(imei))
        complaints.push(`${imei} is refused (${code}), but has a certificate`)
      const expected = index < floor.strangers ? 'device-of-another-order' : 'order-exhausted'
      if (code !== expected) complaints.push(`${imei} is refused with ${code} instead of ${expected}: ${told(imei)}`)
    } else complaints.push(`${imei} ended ${record?.outcome} (${record?.sentence.code}): ${told(imei)}`)
  }
  const order = await story.apiAs(story.ops).readOrder(orderId)
  if (isRefused(order)) throw new Error(order.says)
  const numbers = [report.confirmed, order.spent, order.states.confirmed, active.size, all.length]
  if (numbers.some((number) => number !== report.confirmed))
    complaints.push(`confirmed, spent, registry, ACTIVE, all certificates: ${numbers.join(', ')}`)
  if (order.reconciliation.difference !== 0) complaints.push(order.reconciliation.says.join(' '))
}
