import { thingName } from '../../core/device/thing-name.ts'
import { connectDevice } from '../../simulator/device-application.ts'
import type { Modem } from '../../simulator/modem.ts'
import { inParallel } from './in-parallel.ts'

export interface Broker {
  /** The one right host name; never resolved. */
  hostname: string
  connectTo: { host: string; port: number }
  securityTag: number
  fleet: string
}

const atOnce = 8

/** Powers devices up in the field for the first time: each connects with what its modem holds, says hello and leaves. */
export const firstConnects = async (modems: readonly Modem[], broker: Broker): Promise<void> => {
  const { hostname, connectTo, securityTag, fleet } = broker
  await inParallel(modems, atOnce, async (modem) => {
    const clientId = thingName(fleet, modem.imei)
    const { session } = await connectDevice({ modem, securityTag, hostname, connectTo, clientId })
    // A device that does not get in stays without a registration, and is counted there.
    if (!session) return
    await session.publish(`dt/${fleet}/${clientId}/hello`, JSON.stringify({ firmware: modem.firmware }), 1)
    await session.end()
  })
}
