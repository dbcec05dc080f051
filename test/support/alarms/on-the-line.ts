import type { User } from '../../../local/iam/identities.ts'
import type { ProofWorld } from '../least-privilege/proof-world.ts'
import { imeiOf } from '../unit.ts'
import { minutes, type Occasion } from './occasion.ts'

const issuing = 'iot:CreateCertificateFromCsr'

/** Asks for certificates and answers the statuses. */
const mintAll = async (world: ProofWorld, times: number): Promise<number[]> => {
  const statuses: number[] = []
  for (let n = 0; n < times; n += 1) {
    const { request: body } = await world.newKey()
    const path = `${world.unitPath(world.newImei())}/credentials`
    statuses.push((await world.story.ask(world.station, 'POST', path, { body })).status)
  }
  return statuses
}

export const onTheLine: Occasion[] = [
  {
    alarm: 'mint-failures',
    name: 'AWS IoT fails three times in a row to issue',
    after: 5 * minutes,
    bring: async (world) => {
      const refuse = { name: 'InternalFailureException', status: 500, message: 'on purpose' }
      const fault = world.cloud.faults.inject({ operation: issuing, times: 3, effect: { refuse } })
      expect(await world.atOnce(() => mintAll(world, 3))).toEqual([503, 503, 503])
      fault.remove()
    },
  },
  {
    alarm: 'mint-credential-errors',
    name: 'a mint is killed in the middle',
    after: 5 * minutes,
    bring: async (world) => {
      world.cloud.faults.inject({ operation: issuing, effect: 'kill-caller' })
      expect(await mintAll(world, 1)).toEqual([500])
    },
  },
  {
    alarm: 'factory-api-5xx',
    name: 'a mint is killed, and its station gets a 500',
    after: 5 * minutes,
    bring: async (world) => {
      world.cloud.faults.inject({ operation: issuing, effect: 'kill-caller' })
      expect(await mintAll(world, 1)).toEqual([500])
    },
  },
  {
    alarm: 'throttled-calls',
    name: 'AWS IoT throttles the issue of a certificate',
    after: 5 * minutes,
    bring: async (world) => {
      const refuse = { name: 'ThrottlingException', status: 400, message: 'Rate exceeded' }
      world.cloud.faults.inject({ operation: issuing, effect: { refuse } })
      expect(await mintAll(world, 1)).toEqual([503])
    },
  },
  {
    alarm: 'station-refused',
    name: 'a station of no order asks twice, and one of an order asks for what only ops may',
    after: 5 * minutes,
    bring: async ({ story, unitPath, station, atOnce }) => {
      const stranger = story.userWith('stranger', 'station')
      const path = `${unitPath(imeiOf(900))}/admission?firmware=mfw_nrf9160_1.3.7`
      const refused = async (caller: User, wanted: string) =>
        expect((await story.ask(caller, 'GET', wanted)).status).toBe(403)
      await atOnce(async () => {
        for (let n = 0; n < 2; n += 1) await refused(stranger, path)
        await refused(station, '/orders')
      })
    },
  },
]
