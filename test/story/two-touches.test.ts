import { confirmLater } from '../../bench/flash/confirm-later.ts'
import type { Profile } from '../../core/api/profile.ts'
import { refuse } from '../../core/refusals/refusal.ts'
import { createModem } from '../../simulator/modem.ts'
import { settle } from '../bench/support/manual-timers.ts'
import { holdsAPair, simulatedBench } from '../bench/support/simulated-bench.ts'
import { lost, standInCloud, standInProfile } from '../bench/support/stand-in-cloud.ts'

const imei = '352656100367872'
const other = '352656100367880'
const tag = 16842753
const newer = 'mfw_nrf9160_1.3.7'

/** A bench that has heard of the order once, as every bench has that began a shift with the cloud there. */
const beganShift = async (changes: Partial<Profile> = {}) => {
  const cloud = standInCloud(standInProfile(changes))
  const bench = simulatedBench(cloud)
  await bench.flash(createModem({ firmware: newer, imei: other }), { firstTouches: true })
  return { cloud, bench }
}

const goAway = (cloud: { before?: ((call: string) => void) | undefined }) => {
  cloud.before = () => {
    throw lost()
  }
}

test.each([['modem'], ['station']] as const)(
  'with a key made by the %s, the second touch only fetches the certificate',
  async (source) => {
    const { cloud, bench } = await beganShift({ keySources: [source] })
    const modem = createModem({ firmware: newer, imei })
    goAway(cloud)
    expect(await bench.flash(modem, { firstTouches: true })).toMatchObject({
      outcome: 'failed',
      waitsFor: 'certificate',
      imei,
    })
    expect(cloud.spent()).toBe(1)
    const key = modem.credential(tag, 2)?.content
    expect(key).toContain('PRIVATE KEY')
    // A third and a fourth try while the cloud is away change nothing.
    expect(await bench.flash(modem, { firstTouches: true })).toMatchObject({
      waitsFor: 'certificate',
      modemChanged: false,
    })
    cloud.before = undefined
    expect(await bench.flash(modem, { firstTouches: true })).toMatchObject({ outcome: 'confirmed', repeated: false })
    expect(modem.credential(tag, 2)?.content).toBe(key)
    expect(holdsAPair(modem, tag)).toBe(true)
    expect([cloud.spent(), cloud.active().length]).toEqual([2, 2])
    expect(JSON.stringify(bench.journal.lines)).not.toContain('PRIVATE KEY')
  },
)

test('a key that was changed between the touches is made again', async () => {
  const { cloud, bench } = await beganShift()
  const modem = createModem({ firmware: newer, imei })
  goAway(cloud)
  await bench.flash(modem, { firstTouches: true })
  const key = modem.credential(tag, 2)?.content
  modem.connect().write(`AT+CFUN=4\r\nAT%CMNG=3,${tag},2\r\nAT%KEYGEN=${tag},2,0\r\n`)
  cloud.before = undefined
  expect(await bench.flash(modem, { firstTouches: true })).toMatchObject({ outcome: 'confirmed' })
  expect(modem.credential(tag, 2)?.content).not.toBe(key)
  expect(holdsAPair(modem, tag)).toBe(true)
  expect(cloud.active()).toHaveLength(2)
})

test('the second touch asks the cloud first: a refused unit is named and not touched again', async () => {
  const { cloud, bench } = await beganShift()
  const modem = createModem({ firmware: newer, imei })
  goAway(cloud)
  await bench.flash(modem, { firstTouches: true })
  const before = modem.state()
  cloud.before = undefined
  cloud.refuseAdmission = refuse('imei-not-listed', { orderId: 'o1', imei })
  expect(await bench.flash(modem, { firstTouches: true })).toMatchObject({
    outcome: 'refused',
    imei,
    refusal: { refused: 'imei-not-listed', params: { imei } },
    modemChanged: false,
  })
  expect(modem.state()).toEqual(before)
})

test.each([
  ['a tag that is not empty', newer, {}, `AT%CMNG=0,${tag},0,"old"\r\n`],
  ['firmware without digests', 'mfw_nrf9160_1.2.3', {}, ''],
  ['an order with cloud-made keys only', newer, { keySources: ['cloud' as const] }, ''],
])('%s is left alone while the cloud is away', async (_, firmware, changes, command) => {
  const { cloud, bench } = await beganShift({ existingCredentials: 'replace', ...changes })
  const modem = createModem({ firmware, imei })
  modem.connect().write(command)
  await settle()
  goAway(cloud)
  const before = modem.state()
  const result = await bench.flash(modem, { firstTouches: true })
  expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'cloud-unreachable' }, modemChanged: false })
  expect(result).not.toHaveProperty('waitsFor')
  expect(modem.state()).toEqual(before)
})

test('a bench that never heard of the order makes no key for it', async () => {
  const cloud = standInCloud()
  goAway(cloud)
  const modem = createModem({ firmware: newer, imei })
  expect(await simulatedBench(cloud).flash(modem, { firstTouches: true })).not.toHaveProperty('waitsFor')
  expect(modem.credential(tag, 2)).toBeUndefined()
})

test('once the read-back is in the journal the unit may leave, and the confirmation follows without it', async () => {
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  cloud.before = (call) => {
    if (call === 'confirm') throw lost()
  }
  expect(await bench.flash(createModem({ firmware: newer, imei }))).toMatchObject({
    outcome: 'failed',
    waitsFor: 'confirmation',
  })
  const later = confirmLater({ api: cloud, journal: bench.journal, agentVersion: '0.1.0', orderId: 'o1' })
  await expect(later(imei)).rejects.toThrow('cannot be reached')
  cloud.before = undefined
  expect(await later(imei)).toMatchObject({ state: 'confirmed', proof: 'digest', imei })
  expect(await later(imei)).toBeUndefined()
  expect(cloud.active()).toHaveLength(1)
})

test('a unit that a rework station made before is only proven again, unless rework is asked for', async () => {
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  const modem = createModem({ firmware: newer, imei })
  await bench.flash(modem)
  const key = modem.credential(tag, 2)?.content
  const device = cloud.devices.get(imei)
  cloud.admission = async () => ({ imei, thingName: `mintmark-${imei}`, profile: cloud.profile, device })
  expect(await bench.flash(modem, { rework: false })).toMatchObject({ outcome: 'confirmed', repeated: true })
  expect(modem.credential(tag, 2)?.content).toBe(key)
  modem.connect().write(`AT+CFUN=4\r\nAT%CMNG=3,${tag},1\r\n`)
  expect(await bench.flash(modem, { rework: false })).toMatchObject({ refusal: { refused: 'device-already-keyed' } })
})
