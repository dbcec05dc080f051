import { parseImei } from '../../core/device/imei.ts'
import { deviceStates } from '../../core/device/life-cycle.ts'
import { UsageError } from '../command.ts'
import type { OpsApi } from '../ops-api.ts'

export interface DeviceQueryOptions {
  order?: string
  serial?: string
  state?: string
  station?: string
  firmware?: string
  certificate?: string
  uuid?: string
  thing?: string
  day?: string
}

export type DeviceQuery = Parameters<OpsApi['listDevices']>[0]

const ways = ['order', 'serial', 'state', 'station', 'firmware', 'certificate', 'uuid', 'thing', 'day'] as const

/** The question of `device list`: one way to look, or an order and a state. Says what is wrong before the cloud is asked. */
export const readDeviceQuery = (options: DeviceQueryOptions): DeviceQuery => {
  const given = ways.filter((way) => options[way] !== undefined)
  const isBoth = given.length === 2 && given.includes('order') && given.includes('state')
  if (given.length !== 1 && !isBoth)
    throw new UsageError(
      `look by one of ${ways.map((way) => `--${way}`).join(', ')}, or by --order and --state; ${given.length === 0 ? 'none was given' : `not by ${given.map((way) => `--${way}`).join(' and ')}`}`,
    )
  const { state, thing, certificate, day } = options
  const query = Object.fromEntries(given.map((way) => [way, options[way]])) as DeviceQuery
  if (state !== undefined && !deviceStates.some((known) => known === state))
    throw new UsageError(`--state is one of ${deviceStates.join(', ')}, not '${state}'`)
  if (certificate !== undefined && !/^[0-9a-f]{64}$/.test(certificate))
    throw new UsageError(`--certificate is a certificate ID, 64 lower-case hex digits, not '${certificate}'`)
  if (day !== undefined && Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
    throw new UsageError(`--day is a date, such as 2026-11-22 (UTC), not '${day}'`)
  if (thing !== undefined && parseImei(thing).ok)
    throw new UsageError(
      `--thing is a thing name, such as mintmark-${thing}; for an IMEI use mintmark device show ${thing}`,
    )
  return query
}
