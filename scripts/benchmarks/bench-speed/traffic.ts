import type { KeySource } from '../../../core/api/profile.ts'

export interface Traffic {
  firmware: string
  /** Whose key it is, in words. */
  says: string
  /** What a fresh unit may cost on the wire at most: commands, and bytes to the modem and from it. */
  commands: number
  down: number
  up: number
}

/**
 * What one unit costs on the wire, by key source. `test/bench/flash/traffic.test.ts` fails when it grows, and
 * `npm run bench -- bench-speed` holds its bytes against it. A signature of `%KEYGEN`
 * and an RSA key are a byte or two shorter now and then.
 */
export const traffic: Readonly<Record<KeySource, Traffic>> = {
  modem: { firmware: 'mfw_nrf91x1_2.0.4', says: 'key by %KEYGEN', commands: 11, down: 2345, up: 1122 },
  station: { firmware: 'mfw_nrf9160_1.2.3', says: 'key of the station', commands: 11, down: 2544, up: 424 },
  cloud: { firmware: 'mfw_nrf9160_1.2.0', says: 'RSA key of the cloud', commands: 11, down: 4268, up: 424 },
}
