import type { Outcome } from '../../../core/endpoint/endpoint-check.ts'
import type { ConnectResult } from '../../../simulator/application/connect-result.ts'
import { connectDevice } from '../../../simulator/device-application.ts'
import { createModem, type Modem } from '../../../simulator/modem.ts'
import type { Cell } from './cells.ts'
import { securityTag } from './modems.ts'
import type { World } from './world.ts'

/** What a device can tell from inside, in the words of the rules. Two of its ends are no outcome that rules may name. */
const outcomes: Record<ConnectResult, Outcome | 'mqtt-refused' | 'timed-out'> = {
  connected: 'connects',
  'dns-failed': 'dns-fails',
  'tcp-failed': 'tcp-fails',
  'tls-refused-by-device': 'tls-refused-by-device',
  'tls-refused-by-server': 'tls-refused-by-server',
  'closed-after-connect': 'closed-after-connect',
  'mqtt-refused': 'mqtt-refused',
  'timed-out': 'timed-out',
}

let attempts = 0

/**
 * What the device of a cell goes through: it connects or not. One that connects without SNI is then updated, with all it
 * holds, to firmware that sends SNI, and connects again: who is refused then had connected by accident.
 */
export const experience = async (world: World, cell: Cell, modem: Modem): Promise<string> => {
  const attempt = async (which: Modem) => {
    attempts += 1
    const { name, port, alpn } = cell
    const { outcome, session } = await connectDevice({
      modem: which,
      securityTag,
      hostname: name.hostname,
      ...(name.connectHost !== undefined && { connectHost: name.connectHost }),
      connectTo: world.resolve,
      port,
      alpn,
      clientId: `cell-${attempts}`,
    })
    await session?.end()
    return outcomes[outcome.outcome]
  }
  const today = await attempt(modem)
  if (today !== 'connects' || modem.facts.sendsSni.value) return today
  const later = createModem({
    firmware: modem.firmware,
    imei: modem.imei,
    behaviour: modem.behaviour,
    state: modem.state(),
  })
  later.updateFirmware('mfw_nrf9160_1.2.3')
  return (await attempt(later)) === 'connects' ? today : 'connects-by-accident'
}
