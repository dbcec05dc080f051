import type { IoTClient } from '@aws-sdk/client-iot'
import type { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { deviceAnswer, type RecheckAnswer } from '../../core/api/devices.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { parseImei } from '../../core/device/imei.ts'
import { type DeviceState, lifeCycle } from '../../core/device/life-cycle.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { statusOf } from '../adapters/iot/certificate-status.ts'
import { type Connection, connectionOf } from '../adapters/iot/connection.ts'
import { changeDevice, readDevice } from '../adapters/registry/devices.ts'
import { seeDevice } from '../adapters/registry/see-device.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface RecheckDependencies {
  table: Table
  iot: IoTClient
  data: IoTDataPlaneClient
  /** Milliseconds since 1970. */
  now: () => number
}

export interface RecheckCall {
  imei: string
  /** ARN of the principal that asks. */
  caller: string
  clearAlerts: boolean
}

const waiting = (state: DeviceState) => (lifeCycle.register.from as readonly DeviceState[]).includes(state)

const isOut = (state: DeviceState) => state === 'suspended' || state === 'revoked' || state === 'scrapped'

/** The status that a device's certificate should have; undefined where more than one is right. */
const rightStatus: Partial<Record<DeviceState, readonly string[]>> = {
  confirmed: ['ACTIVE'],
  registered: ['ACTIVE'],
  suspended: ['INACTIVE'],
  revoked: ['REVOKED'],
  scrapped: ['REVOKED', 'gone'],
}

const disagreement = ({ state, certificateId }: DeviceRecord, status: string | undefined): string[] => {
  const right = rightStatus[state]
  if (status === undefined || right === undefined || right.includes(status)) return []
  return [`The device is ${state}, but certificate ${certificateId} is ${status} and should be ${right.join(' or ')}.`]
}

/**
 * GetConnection names no certificate. Its thing is proof enough where one certificate alone is tied to it, which an
 * exclusive attachment makes sure of except during a rework (inferred; aws-iot-provisioning.md 2.3, 6.2).
 */
const whyNotProof = (device: DeviceRecord, { connected, thingName }: Connection): string | undefined => {
  if (!connected) return 'It is not connected now; its last connection names no certificate, so it registers nothing.'
  if (thingName !== device.thingName)
    return `The connected client's certificate is tied to ${thingName ?? 'no thing'}, not to ${device.thingName}: it is not the device's own.`
  if (device.previous !== undefined) return 'A rework is under way: the connection may be the old certificate’s.'
  return undefined
}

/** Asks AWS IoT about a device: registers it if a connect was missed, and says what does not agree with its row. */
export const recheckDevice =
  (deps: RecheckDependencies) =>
  async ({ imei: text, caller, clearAlerts }: RecheckCall): Promise<RecheckAnswer | Refusal> => {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    const device = await readDevice(deps.table, parsed.imei)
    if (device === undefined) return refuse('device-not-found', { imei: parsed.imei })
    const { certificateId, thingName } = device
    const [connection, status] = await Promise.all([
      connectionOf(deps.data, thingName),
      certificateId === undefined ? undefined : statusOf(deps.iot, certificateId),
    ])
    const says = disagreement(device, status)
    if (connection?.connected === true && isOut(device.state))
      says.push(`It is connected although it is ${device.state}: take it away again, which ends the session.`)
    let registered = false
    if (connection !== undefined && certificateId !== undefined && waiting(device.state)) {
      const no = whyNotProof(device, connection)
      if (no === undefined) {
        const sighting = { certificateId, at: connection.connectedSince ?? deps.now() }
        registered =
          (await seeDevice(deps)(device, sighting, { by: caller, note: 'seen by GetConnection' })) === 'registered'
      } else says.push(no)
    }
    if (clearAlerts)
      await changeDevice(deps.table, device.imei, {
        set: {},
        remove: ['cloneSuspectedAt', 'takeovers', 'securityEvent'],
        remark: { at: new Date(deps.now()).toISOString(), change: 'alerts-cleared', by: caller },
        when: 'attribute_exists(pk)',
      })
    const settled = (await readDevice(deps.table, device.imei)) ?? device
    const { connected, connectedSince, disconnectReason } = connection ?? {}
    return {
      device: deviceAnswer.parse(settled),
      registered,
      ...(connected === undefined
        ? {}
        : {
            connection: {
              connected,
              since: connectedSince === undefined ? undefined : new Date(connectedSince).toISOString(),
              disconnectReason,
            },
          }),
      ...(certificateId === undefined || status === undefined ? {} : { certificate: { certificateId, status } }),
      says,
    }
  }
