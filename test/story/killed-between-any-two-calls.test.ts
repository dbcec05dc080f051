import type { MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { readDevice } from '../../lambdas/adapters/registry/devices.ts'
import { readOrder } from '../../lambdas/adapters/registry/orders.ts'
import { type Kill, Killed, killedAt } from '../support/killed.ts'
import { type MintWorld, reworkStation, startMintWorld, station, useCases } from '../support/mint-world.ts'
import { cloudRequest, imeiOf, proofOf, stationRequest } from '../support/unit.ts'

let world: MintWorld
let order: Awaited<ReturnType<MintWorld['openOne']>>
let units = 0
let spent = 0

beforeAll(async () => {
  world = await startMintWorld()
  order = await world.openOne(1000)
})
afterAll(() => world.cloud.stop())

type Act = (process: ReturnType<typeof useCases>) => Promise<unknown>

/** Runs `act` in a process that dies at a call; answers whether it lived to the end. */
const lives = async (act: Act, kill: Kill): Promise<boolean> => {
  const clients = world.cloud.newClients()
  killedAt(clients, kill)
  try {
    await act(useCases(world.cloud, clients))
    return true
  } catch (error) {
    if (!(error instanceof Killed)) throw error
    // What other calls of that process were under way is let come to its end.
    await new Promise(setImmediate)
    return false
  }
}

/** Kills `act` before and after each of its cloud calls in turn, each time on a fresh unit; answers how many kills there were. */
const killEverywhere = async (
  prepare: (imei: string) => Promise<{ act: Act; repair: () => Promise<void> }>,
): Promise<number> => {
  let kills = 0
  for (let call = 1; ; call += 1)
    for (const when of ['before', 'after'] as const) {
      const imei = imeiOf(units++)
      const { act, repair } = await prepare(imei)
      const lived = await lives(act, { call, when })
      // A lease of the dead lapses before anybody asks again.
      world.cloud.time.now += 60_000
      await repair()
      await agree(imei)
      if (lived) return kills
      kills += 1
    }
}

const good = <T extends object>(answer: T): Exclude<T, { refusal: string }> => {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  return answer as Exclude<T, { refusal: string }>
}

const mint = async (imei: string, request: MintRequest, caller = station): Promise<MintAnswer> =>
  good(await world.mint({ orderId: order.orderId, imei, caller, request }))

const confirm = async (imei: string, answer: MintAnswer, caller = station) =>
  good(
    await world.confirm({
      orderId: order.orderId,
      imei,
      caller,
      certificateId: answer.certificateId,
      request: proofOf(answer),
    }),
  )

/** Budget, registry and ACTIVE certificates agree: one unit, and one certificate of this device that is ACTIVE, the row's. */
const agree = async (imei: string) => {
  spent += 1
  const device = await readDevice({ client: world.clients.document, name: world.cloud.tableName }, imei)
  const row = await readOrder({ client: world.clients.document, name: world.cloud.tableName }, order.orderId)
  const active = await world.activeCertificates()
  expect({ spent: row?.spent, state: device?.state, lease: device?.lease, superseded: device?.superseded }).toEqual({
    spent,
    state: 'confirmed',
    lease: undefined,
    superseded: undefined,
  })
  expect(active).toContain(device?.certificateId)
  expect(await world.isAttached(device?.thingName ?? '', device?.certificateArn ?? '')).toBe(true)
  expect(active).toHaveLength(spent)
}

test('a mint killed at any cloud call is finished by asking again with the same key', async () => {
  const kills = await killEverywhere(async (imei) => {
    const request = await stationRequest()
    return {
      act: ({ mint }) => mint({ orderId: order.orderId, imei, caller: station, request }),
      repair: async () => void (await confirm(imei, await mint(imei, request))),
    }
  })
  expect(kills).toBeGreaterThan(12)
}, 120_000)

test('and with another key, as a bench has it that lost its own', async () => {
  const kills = await killEverywhere(async (imei) => ({
    act: async ({ mint }) => mint({ orderId: order.orderId, imei, caller: station, request: await stationRequest() }),
    repair: async () => void (await confirm(imei, await mint(imei, await stationRequest()))),
  }))
  expect(kills).toBeGreaterThan(12)
}, 120_000)

test('a mint that takes over from an unproven key, killed at any cloud call', async () => {
  const kills = await killEverywhere(async (imei) => {
    await mint(imei, await stationRequest())
    const request = await stationRequest()
    return {
      act: ({ mint }) => mint({ orderId: order.orderId, imei, caller: station, request }),
      repair: async () => void (await confirm(imei, await mint(imei, request))),
    }
  })
  expect(kills).toBeGreaterThan(20)
}, 120_000)

test('a mint with a cloud-made key, killed at any cloud call', async () => {
  const kills = await killEverywhere(async (imei) => ({
    act: ({ mint }) => mint({ orderId: order.orderId, imei, caller: station, request: cloudRequest() }),
    repair: async () => void (await confirm(imei, await mint(imei, cloudRequest()))),
  }))
  expect(kills).toBeGreaterThan(12)
}, 120_000)

test('a confirm killed at any cloud call is finished by asking again', async () => {
  const kills = await killEverywhere(async (imei) => {
    const answer = await mint(imei, await stationRequest())
    return {
      act: ({ confirm }) =>
        confirm({
          orderId: order.orderId,
          imei,
          caller: station,
          certificateId: answer.certificateId,
          request: proofOf(answer),
        }),
      repair: async () => void (await confirm(imei, answer)),
    }
  })
  expect(kills).toBeGreaterThanOrEqual(12)
}, 120_000)

test('a confirm killed at any cloud call, and the unit keyed again instead', async () => {
  await killEverywhere(async (imei) => {
    const answer = await mint(imei, await stationRequest())
    return {
      act: ({ confirm }) =>
        confirm({
          orderId: order.orderId,
          imei,
          caller: station,
          certificateId: answer.certificateId,
          request: proofOf(answer),
        }),
      repair: async () =>
        void (await confirm(imei, await mint(imei, await stationRequest(), reworkStation), reworkStation)),
    }
  })
}, 120_000)

test('a rework killed at any cloud call leaves the old certificate working until the new one is proven', async () => {
  await killEverywhere(async (imei) => {
    const first = await mint(imei, await stationRequest())
    await confirm(imei, first)
    const request = await stationRequest()
    return {
      act: async ({ mint, confirm }) => {
        const next = good(await mint({ orderId: order.orderId, imei, caller: reworkStation, request }))
        await confirm({
          orderId: order.orderId,
          imei,
          caller: reworkStation,
          certificateId: next.certificateId,
          request: proofOf(next),
        })
      },
      repair: async () => {
        const next = await mint(imei, request, reworkStation)
        await confirm(imei, next, reworkStation)
      },
    }
  })
}, 120_000)
