import type { KeySource } from '../../core/api/profile.ts'
import { luhnDigit } from '../../core/device/luhn.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'

export interface DemoUnit {
  modem: Modem
  /** Only where the demo does not want the best one. */
  keySource?: KeySource
}

/** The firmware of the story, before and after the update, and two that make their own keys. */
const firmwares = ['mfw_nrf9160_1.2.0', 'mfw_nrf9160_1.2.3', 'mfw_nrf9160_1.3.7', 'mfw_nrf91x1_2.0.4']

const imeiOf = (index: number): string => {
  const digits = `35265610${String(index + 1).padStart(6, '0')}`
  return `${digits}${luhnDigit(digits)}`
}

/** Empty modems, their firmware in rotation. The first 1.2.3 gets its key the way the story did it: from the cloud, RSA. */
export const demoUnits = (count: number): DemoUnit[] =>
  Array.from({ length: count }, (_, index) => {
    const firmware = firmwares[index % firmwares.length] ?? ''
    const modem = createModem({ firmware, imei: imeiOf(index) })
    return index === 1 ? { modem, keySource: 'cloud' } : { modem }
  })
