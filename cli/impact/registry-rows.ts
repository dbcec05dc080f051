import type { FactoryApi } from '../../bench/cloud/factory-api.ts'
import { isRefused, type Refused } from '../../bench/refused.ts'
import type { DeviceAnswer } from '../../core/api/devices.ts'
import type { Profile } from '../../core/api/profile.ts'
import type { CertificateMode } from '../../core/endpoint/endpoint-check.ts'
import type { FleetRow } from '../../core/impact/fleet-row.ts'
import { inTheField, registryRow } from '../../core/impact/registry-row.ts'
import type { OpsApi } from '../ops-api.ts'

export interface RegistryDependencies {
  listOrders: OpsApi['listOrders']
  listDevices: OpsApi['listDevices']
  readOrder: FactoryApi['readOrder']
}

export interface RegistryQuestion {
  /** Only these orders. */
  orders: readonly string[]
  /** Only devices that had one of these when a bench last saw them. */
  firmwares: readonly string[]
  /** For devices whose certificate's mode the registry does not know. */
  certificateMode: CertificateMode | undefined
}

export interface RegistryPage {
  rows: FleetRow[]
  /** Devices without a certificate that connects, by state. */
  leftOut: DeviceAnswer['state'][]
}

const limit = 100

/** Every device that was asked for, a page at a time; a refusal of the cloud ends it. */
export async function* registryRows(
  api: RegistryDependencies,
  { orders, firmwares, certificateMode }: RegistryQuestion,
): AsyncGenerator<RegistryPage | Refused> {
  const profiles = new Map<string, Profile>()
  const profileOf = async (orderId: string): Promise<Profile | Refused> => {
    const known = profiles.get(orderId)
    if (known !== undefined) return known
    const order = await api.readOrder(orderId)
    if (isRefused(order)) return order
    profiles.set(orderId, order.profile)
    return order.profile
  }
  const pages = firmwares.length > 0 ? byFirmware(api, firmwares) : byOrder(api, orders)
  for await (const page of pages) {
    if (isRefused(page)) return yield page
    const wanted = orders.length === 0 ? page : page.filter(({ orderId }) => orders.includes(orderId))
    const rows: FleetRow[] = []
    const leftOut: DeviceAnswer['state'][] = []
    for (const device of wanted) {
      if (!inTheField.includes(device.state)) {
        leftOut.push(device.state)
        continue
      }
      const profile = await profileOf(device.orderId)
      if (isRefused(profile)) return yield profile
      rows.push(registryRow(device, profile, certificateMode))
    }
    yield { rows, leftOut }
  }
}

type Devices = AsyncGenerator<DeviceAnswer[] | Refused>

async function* byFirmware({ listDevices }: RegistryDependencies, firmwares: readonly string[]): Devices {
  for (const firmware of firmwares) yield* devices(listDevices, { firmware })
}

async function* byOrder(
  { listOrders, listDevices, readOrder }: RegistryDependencies,
  named: readonly string[],
): Devices {
  for (const orderId of named) {
    // An order that does not exist has no devices either; that must not pass for a fleet without risk.
    const order = await readOrder(orderId)
    if (isRefused(order)) return yield order
    yield* devices(listDevices, { order: orderId })
  }
  if (named.length > 0) return
  let after: string | undefined
  do {
    const page = await listOrders({ limit, ...(after !== undefined && { after }) })
    if (isRefused(page)) return yield page
    for (const { orderId } of page.orders) yield* devices(listDevices, { order: orderId })
    after = page.next
  } while (after !== undefined)
}

async function* devices(listDevices: OpsApi['listDevices'], by: { order: string } | { firmware: string }): Devices {
  let after: string | undefined
  do {
    const page = await listDevices({ ...by, limit, ...(after !== undefined && { after }) })
    if (isRefused(page)) return yield page
    yield page.devices
    after = page.next
  } while (after !== undefined)
}
