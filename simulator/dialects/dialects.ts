import type { Modem } from '../modem.ts'
import type { Reached } from './line-between.ts'
import { narrowBridge } from './narrow-bridge.ts'
import { serialModem } from './serial-modem.ts'
import { shell } from './shell.ts'

/** What may stand in front of a modem instead of AT Host, by name (nrf91-modem.md 1.3 and 6). */
export const dialects = {
  'serial-modem': (modem) => serialModem(modem),
  'at-shell': (modem) => shell(modem),
  shell: (modem) => shell(modem, { passesAt: false, prompt: 'uart:~$ ' }),
  /** Takes 768 bytes of a burst, as three receive buffers of Serial LTE Modem do. */
  'narrow-bridge': (modem) => narrowBridge(modem, 768),
} as const satisfies Record<string, (modem: Pick<Modem, 'connect'>) => Reached>

export type Dialect = keyof typeof dialects
export const dialectNames = Object.keys(dialects) as readonly Dialect[]
