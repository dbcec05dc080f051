import type { Firmware } from '../core/modem/firmware.ts'

export interface Part {
  /** As `+CGMM` prints it. */
  model: string
  /** As `%HWVERSION` prints it. */
  hardware: string
  /** In `%ATTESTTOKEN` (nrf91-modem.md 3.2). */
  deviceType: number
}

/** A part that runs this firmware. */
export function partOf({ family }: Firmware): Part {
  if (family === 'nrf9160') return { model: 'nRF9160-SICA', hardware: 'nRF9160 SICA B1A', deviceType: 3 }
  if (family === 'nrf9151-ntn') return { model: 'nRF9151-LACA', hardware: 'nRF9151 LACA A0A', deviceType: 6 }
  return { model: 'nRF9161-LACA', hardware: 'nRF9161 LACA A0A', deviceType: 4 }
}
