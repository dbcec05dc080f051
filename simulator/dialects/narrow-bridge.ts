import type { Modem } from '../modem.ts'
import { behind, type Reached } from './line-between.ts'

/** A USB bridge without flow control that takes so many bytes of a burst and loses the rest (nrf91-modem.md 6, row 16). */
export const narrowBridge = (modem: Pick<Modem, 'connect'>, burst: number): Reached =>
  behind(modem, () => ({ toModem: (bytes) => bytes.subarray(0, burst) }))
