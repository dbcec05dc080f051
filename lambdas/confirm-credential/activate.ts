import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { Proof } from '../../core/api/devices.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import type { DeviceState } from '../../core/device/life-cycle.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { describeCertificate, setStatus } from '../adapters/iot/certificate-status.ts'
import { changeDevice, type DeviceChange, readDevice } from '../adapters/registry/devices.ts'
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

/** The certificate was replaced while it was being confirmed: what was switched on is switched off again. */
const undo = async (deps: ConfirmDependencies, { certificateId, imei }: ConfirmCall): Promise<Refusal> => {
  await setStatus(deps.iot, certificateId, 'INACTIVE')
  return refuse('certificate-superseded', { certificateId, imei })
}

/**
 * Row `confirming` → certificate ACTIVE → row `confirmed` (DESIGN step 5). A kill between any two is repaired by asking
 * again. A device that connected in between is `registered` already; it stays so and only gets its proof.
 */
export const activate = async (
  deps: ConfirmDependencies,
  device: DeviceRecord,
  call: ConfirmCall,
  proof: Proof,
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
  if (begun === undefined || facts === undefined) return superseded
  // The old certificate of a rework goes first: at no moment may two be ACTIVE, and the modem holds only the new key.
  if (begun.previous !== undefined) await setStatus(deps.iot, begun.previous.certificateId, 'INACTIVE')
  if ((await setStatus(deps.iot, certificateId, 'ACTIVE')) !== 'set') return superseded

  const { certificateMode } = facts
  const settle = (from: 'confirming' | 'registered', set: Partial<DeviceRecord>) =>
    changeDevice(deps.table, imei, {
      set: { ...set, proof, certificateMode, confirmedAt: new Date(deps.now()).toISOString() },
      remove: ['previous'],
      event: event('confirm'),
      ...whileIn(certificateId, [from]),
    })
  const confirmed = (await settle('confirming', { state: 'confirmed' })) ?? (await settle('registered', {}))
  if (confirmed !== undefined) return answerOf(confirmed)
  const now = await readDevice(deps.table, imei)
  return now?.certificateId === certificateId && now.state === 'confirmed' ? answerOf(now) : undo(deps, call)
}
