import { setImmediate as turn } from 'node:timers/promises'
import type { MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { findDevices } from '../../lambdas/adapters/registry/find-devices.ts'
import { readOrder } from '../../lambdas/read-order/read-order.ts'
import { Killed } from './killed.ts'
import type { Activation, ScheduleWorld } from './schedule-world.ts'
import { cloudRequest, imeiOf, proofOf } from './unit.ts'

/** Small and seeded (mulberry32), so that a failing schedule is named by one number. */
export const seeded = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const stations = 16
const devices = 8
const quantity = 5
const minutes = 60_000

interface Held {
  imei: string
  request: MintRequest
  answer?: MintAnswer
}

/** What a bench does next with the unit in its hands, or ops with any unit; each as a process that may die at any call. */
const acts = [
  'mint',
  'mint',
  'mint',
  'mint-again',
  'other-key',
  'confirm',
  'confirm',
  'confirm',
  'connect',
  'suspend',
  'resume',
  'revoke',
  'scrap',
  'sweep',
] as const

export interface Outcome {
  /** Empty when everything agrees. */
  complaints: string[]
  acts: number
  kills: number
  refusals: number
}

/**
 * Runs one random schedule: sixteen stations on an order of five units and eight devices, with kills, retries, other keys,
 * revocations and sweeps; then lets everything lapse, sweeps, and compares budget, registry and IoT.
 */
export const runSchedule = async (
  world: ScheduleWorld,
  seed: number,
  newKey: () => MintRequest | undefined,
): Promise<Outcome> => {
  const random = seeded(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  // Every fifth order trusts a certificate before it is proven.
  const activation = seed % 5 === 0 ? 'at-mint' : 'on-confirm'
  const orderId = await world.openOrder(quantity, activation)
  const imeis = Array.from({ length: devices }, (_, n) => imeiOf(seed * devices + n))
  const held = new Map<number, Held>()
  const outcome: Outcome = { complaints: [], acts: 0, kills: 0, refusals: 0 }
  let cloudKeys = 0
  const freshKey = (): MintRequest => {
    const request = random() < 0.003 ? undefined : newKey()
    if (request === undefined) cloudKeys += 1
    return request ?? cloudRequest()
  }

  const process = () =>
    world.process(
      random() < 0.25 ? { call: 1 + Math.floor(random() * 12), when: random() < 0.5 ? 'before' : 'after' } : undefined,
    )
  const step = async (bench: number) => {
    const act = pick(acts)
    const mine = held.get(bench)
    const imei = mine?.imei ?? pick(imeis)
    const caller = bench === 0 ? world.reworkStation : world.station
    const uses = process()
    const mint = async (request: MintRequest) => {
      held.set(bench, { imei, request })
      const answer = await uses.mint({ orderId, imei, caller, request })
      if (!isRefusal(answer)) held.set(bench, { imei, request, answer })
      return answer
    }
    const taken = { imei: pick(imeis), caller: 'arn:aws:iam::123456789012:user/ops', reason: undefined }
    switch (act) {
      case 'mint':
        held.delete(bench)
        return mint(freshKey())
      case 'mint-again':
        return mint(mine?.request ?? freshKey())
      case 'other-key':
        return mint(freshKey())
      case 'confirm': {
        if (mine?.answer === undefined) return undefined
        const { answer } = mine
        return uses.confirm({ orderId, imei, caller, certificateId: answer.certificateId, request: proofOf(answer) })
      }
      case 'connect': {
        const active = mine?.answer === undefined ? undefined : await world.statusOf(mine.answer.certificateId)
        if (mine?.answer === undefined || active !== 'ACTIVE') return undefined
        await uses.connected(mine.answer.thingName, mine.answer.certificateId)
        return undefined
      }
      case 'sweep':
        return uses.sweep({ dryRun: false })
      default:
        return uses[act](taken)
    }
  }
  const bench = async (number: number) => {
    for (let round = 0; round < 4; round += 1) {
      outcome.acts += 1
      try {
        const answer = await step(number)
        if (answer !== undefined && isRefusal(answer)) outcome.refusals += 1
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        outcome.kills += 1
        held.delete(number)
      }
      if (random() < 0.2) await world.pass(Math.floor(random() * 3) * minutes)
      await turn()
    }
  }
  await Promise.all(Array.from({ length: stations }, (_, number) => bench(number)))
  for (let quiet = 0; quiet < 5; quiet += 1) await turn()
  await world.settle()
  outcome.complaints = await complaintsAbout(world, { orderId, activation, cloudKeys })
  return outcome
}

const isIn = (device: DeviceRecord): boolean => device.state === 'confirmed' || device.state === 'registered'

/** What does not agree between budget, registry and IoT. */
const complaintsAbout = async (
  world: ScheduleWorld,
  { orderId, activation, cloudKeys }: { orderId: string; activation: Activation; cloudKeys: number },
): Promise<string[]> => {
  const order = await readOrder(world)(orderId)
  if (isRefusal(order)) return [`the order is gone: ${order.refusal}`]
  const { spent, difference, says } = order.reconciliation
  const rows = (await findDevices(world.table, { order: orderId, limit: 100 }))?.devices ?? []
  const complaints: string[] = []
  if (difference !== 0) complaints.push(`order spent ${spent}: ${says[0]}`)
  if (spent > quantity) complaints.push(`order of ${quantity} spent ${spent}`)
  for (const device of rows) {
    const all = await world.certificatesOfThing(device.thingName)
    const active = all.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
    const about = `${device.imei} (${device.state}, generation ${device.generation})`
    if (active.length > 1) complaints.push(`${about} has ${active.length} ACTIVE certificates`)
    if (isIn(device) && active[0] !== device.certificateId)
      complaints.push(`${about} is in, but its certificate is not ACTIVE`)
    const isTrusted = device.state === 'confirming' || (device.state === 'minted' && activation === 'at-mint')
    const mayBeOn = isIn(device) || isTrusted || device.previous !== undefined
    if (!mayBeOn && active.length > 0) complaints.push(`${about} has an ACTIVE certificate`)
    if (device.state === 'reserved') complaints.push(`${about} is still reserved after its lease lapsed`)
  }
  let cloudMade = cloudKeys
  const named = new Set(rows.flatMap(({ certificateId, previous }) => [certificateId, previous?.certificateId]))
  for (const { id, status } of (await world.certificates?.()) ?? []) {
    if (named.has(id) || status === 'REVOKED') continue
    // A key that AWS made is known to no row until it is recorded; nobody got it, and it stays INACTIVE.
    if (status === 'INACTIVE' && cloudMade-- > 0) continue
    complaints.push(`certificate ${id} is ${status} and no row names it`)
  }
  return complaints
}
