import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import type { DeviceState } from '../../core/device/life-cycle.ts'
import type { Proof } from '../../core/device/proof.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { followRow } from '../adapters/follow-row.ts'
import { describeCertificate, setStatus } from '../adapters/iot/certificate-status.ts'
import { changeDevice, type DeviceChange, readDevice, unchangedSince } from '../adapters/registry/devices.ts'
import { certificatesOf } from '../adapters/take-away.ts'
import type { ConfirmCall, ConfirmDependencies } from './dependencies.ts'

export const answerOf = (device: DeviceRecord): ConfirmAnswer => ({
  imei: device.imei,
  thingName: device.thingName,
  certificateId: device.certificateId ?? '',
  state: device.state,
  proof: device.proof ?? 'presence',
  confirmedAt: device.confirmedAt ?? '',
})

/** A change that holds only while the row is about this certificate and in one of these states. */
const whileIn = (
  certificateId: string,
  states: readonly DeviceState[],
): Pick<DeviceChange, 'when' | 'names' | 'values'> => ({
  when: `certificateId = :certificate AND #state IN (${states.map((state) => `:${state}`).join(', ')})`,
  names: { '#state': 'state' },
  values: { ':certificate': certificateId, ...Object.fromEntries(states.map((state) => [`:${state}`, state])) },
})

const rounds = 3

/**
 * Row `confirming` → certificate ACTIVE → row `confirmed` (DESIGN step 5). A kill between any two is repaired by asking
 * again. A device that connected in between is `registered` already; it stays so and only gets its proof.
 */
export const activate = async (
  deps: ConfirmDependencies,
  device: DeviceRecord,
  call: ConfirmCall,
  proof: Proof,
  round = 1,
): Promise<ConfirmAnswer | Refusal> => {
  const { imei } = device
  const { certificateId, caller } = call
  const superseded = refuse('certificate-superseded', { certificateId, imei })
  const event = (change: 'prove' | 'confirm') => ({
    at: new Date(deps.now()).toISOString(),
    change,
    by: caller,
    certificateId,
  })

  const [begun, facts] = await Promise.all([
    device.state === 'registered'
      ? device
      : changeDevice(deps.table, imei, {
          set: { state: 'confirming', proof },
          event: device.state === 'confirming' ? undefined : event('prove'),
          ...whileIn(certificateId, ['minted', 'confirming']),
        }),
    describeCertificate(deps.iot, certificateId),
  ])
  if (facts === undefined) return superseded
  if (begun === undefined) {
    // Another call about the same certificate was quicker, as when a slow answer is asked for again: then it is done.
    const now = await readDevice(deps.table, imei)
    if (now?.certificateId !== certificateId || !['confirmed', 'registered'].includes(now.state)) return superseded
    if (now.confirmedAt !== undefined) return answerOf(now)
    return round < rounds ? activate(deps, now, call, proof, round + 1) : superseded
  }
  // The old certificate of a rework goes first: at no moment may two be ACTIVE, and the modem holds only the new key.
  const switched = certificatesOf(begun)
  if (begun.previous !== undefined) await setStatus(deps.iot, begun.previous.certificateId, 'INACTIVE')
  if ((await setStatus(deps.iot, certificateId, 'ACTIVE')) !== 'set') {
    await followRow(deps, imei, 'none', switched)
    return superseded
  }

  const { certificateMode } = facts
  const settle = (holds: Pick<DeviceChange, 'when' | 'names' | 'values'>, set: Partial<DeviceRecord>) =>
    changeDevice(deps.table, imei, {
      set: { ...set, proof, certificateMode, confirmedAt: new Date(deps.now()).toISOString() },
      remove: ['previous'],
      event: event('confirm'),
      ...holds,
    })
  // Suspended and resumed meanwhile, it would be `confirming` again, and its certificate off.
  const confirmed =
    (await settle(unchangedSince({ ...begun, state: 'confirming' }), { state: 'confirmed' })) ??
    (await settle(whileIn(certificateId, ['registered']), {}))
  if (confirmed !== undefined) return answerOf(confirmed)
  // Replaced or taken away while it was being confirmed, or confirmed by another call: switched as the row says now.
  const now = await followRow(deps, imei, 'none', switched)
  if (now?.certificateId !== certificateId) return superseded
  if (now.state === 'confirmed') return answerOf(now)
  if (now.state !== 'minted' && now.state !== 'confirming') return superseded
  return round < rounds
    ? activate(deps, now, call, proof, round + 1)
    : refuse('try-again', { why: `device ${imei} changed ${rounds} times while it was being confirmed` })
}
