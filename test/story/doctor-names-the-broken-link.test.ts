import type { DiagnosisAnswer } from '../../core/api/diagnosis.ts'
import type { Patient } from '../support/doctor/broken/broken.ts'
import { brokenSetUps } from '../support/doctor/broken-set-ups.ts'
import { type DoctorWorld, startDoctorWorld } from '../support/doctor/doctor-world.ts'

let world: DoctorWorld
beforeAll(async () => {
  world = await startDoctorWorld()
}, 120_000)
afterAll(() => world.stop())

const healthy = async ({ imei, unit }: Patient) => {
  if (unit === undefined) throw new Error('a repaired set-up needs its unit')
  expect(await world.connect(unit)).toBe(true)
  expect(await world.doctor(imei)).toMatchObject({ verdict: 'healthy', exit: 0 })
}

const runAll = async ({ repair }: DiagnosisAnswer) => {
  // What stands in angle brackets is at the bench.
  for (const command of repair?.commands ?? []) if (!/<[A-Z]+>|mintmark probe/.test(command)) await world.run(command)
}

/** The unit on the order that the command names, through mint and confirmation as a station does them. */
const flashed = async ({ imei }: Patient, { repair }: DiagnosisAnswer): Promise<Patient> => {
  const [, named = ''] = /^mintmark flash --port <PORT> --order (\S+)$/.exec(repair?.commands[0] ?? '') ?? []
  expect(named).not.toBe('')
  const orderId = named === '<ORDER>' ? await world.open() : named
  return { imei, unit: await world.make({ imei, orderId }) }
}

test.each(brokenSetUps.map((one) => [one.link, one.cause, one.name, one] as const))(
  '%s, %s: %s',
  async (link, cause, _, broken) => {
    try {
      const patient = await broken.break(world)
      const bill = await world.doctor(patient.imei, ...(patient.args ?? []))
      expect(bill).toMatchObject({ verdict: 'broken', brokenLink: link, cause, exit: 1 })
      expect(bill.says).toMatch(broken.says ?? /\.$/)
      const { repaired } = broken
      if (typeof repaired === 'function') await repaired(world, patient, bill)
      else if (repaired === 'flashed') await healthy(await flashed(patient, bill))
      else {
        await runAll(bill)
        if (repaired === 'connects') await healthy(patient)
      }
    } finally {
      await broken.undo?.(world)
    }
  },
  180_000,
)

test('a healthy device gets a clean bill that names what was checked', async () => {
  const unit = await world.make()
  expect(await world.connect(unit)).toBe(true)
  const bill = await world.doctor(unit.imei)
  expect(bill).toMatchObject({ verdict: 'healthy', exit: 0 })
  const links = ['registry', 'order', 'certificate', 'thing', 'policy', 'endpoint', 'attempts', 'silence']
  expect(bill.says).toBe(`Device ${unit.imei} is in order: ${links.join(', ')} were checked.`)
  expect(bill.notChecked.map(({ link }) => link)).toEqual(['fallback', 'logging'])
})

test('a person reads the sentence first, then the chain, the repair and what was read', async () => {
  const unit = await world.make({
    firmware: 'mfw_nrf9160_1.2.3',
    profile: { hostname: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' },
  })
  const text = await world.text(unit.imei)
  expect(text).toMatch(/^"a1b2c3d4e5f6g7-ats\.iot\.eu-west-1\.amazonaws\.com" is another account's endpoint/)
  expect(text).toContain('✓ policy       mintmark-dev-device (as deployed) lets')
  expect(text).toContain('✗ endpoint     host-other-account')
  expect(text).toContain(`\n  mintmark check --mfw mfw_nrf9160_1.2.3 --hostname ${world.endpoint} --expected-endpoint`)
  expect(text).toMatch(/What was read\n {2}firmware +mfw_nrf9160_1\.2\.3\n/)
})
