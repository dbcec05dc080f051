import { type Duplex, duplexPair } from 'node:stream'
import { fail } from '../../../bench/failures/failure.ts'
import type { Port } from '../../../bench/serial/port.ts'
import type { SlotSource } from '../../../bench/station/station-dependencies.ts'
import type { Modem } from '../../../simulator/modem.ts'

export interface Fixture extends SlotSource {
  put(modem: Modem): void
  take(): void
  /** How often the port was opened. */
  opened(): number
}

/** A place in which simulated units are changed. `usb`: its port comes and goes with the unit; `bed`: it stays. */
export const fixture = (slot: number, kind: 'usb' | 'bed' = 'usb'): Fixture => {
  const port = `slot-${slot}`
  let modem: Modem | undefined
  let opened = 0
  let far: Duplex | undefined
  let detach = (): void => {}
  const connect = () => {
    detach()
    if (far && modem) detach = modem.attach(far)
  }
  return {
    slot,
    port,
    opened: () => opened,
    put(unit) {
      modem = unit
      connect()
    },
    take() {
      if (kind === 'usb') far?.destroy()
      detach()
      modem = undefined
    },
    async open(): Promise<Port> {
      if (kind === 'usb' && !modem) throw fail('port-not-found', { port })
      opened++
      const [near, other] = duplexPair()
      far = other
      // A unit that is not there reads nothing, and nothing must pile up for the next one.
      other.resume()
      near.once('close', () => other.destroy())
      other.once('close', () => near.destroy())
      connect()
      return { name: port, stream: near, close: async () => void near.destroy() }
    },
  }
}
