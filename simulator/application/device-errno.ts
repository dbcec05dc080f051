import { atLeast } from '../../core/modem/compare-versions.ts'
import type { Firmware } from '../../core/modem/firmware.ts'
import type { ConnectResult } from './connect-result.ts'

/** An errno as newlib and picolibc number it, which most nRF Connect SDK applications use (nrf91-modem.md 5.4). */
export interface DeviceErrno {
  symbol: keyof typeof numbers
  number: number
}

const numbers = {
  EINVAL: 22,
  EOPNOTSUPP: 95,
  ECONNRESET: 104,
  ECONNREFUSED: 111,
  ETIMEDOUT: 116,
  /** The number is not confirmed. */
  EHOSTUNREACH: 118,
  ENOTCONN: 128,
} as const

export function deviceErrno(symbol: DeviceErrno['symbol']): DeviceErrno {
  return { symbol, number: numbers[symbol] }
}

/**
 * How the modem library reports trouble with credentials: bsdlib by EOPNOTSUPP, nrf_modem since 1.1.0 by ECONNREFUSED. Which of the two
 * an application has goes with its firmware: SDK 1.6 brought both nrf_modem 1.1.0 and modem firmware 1.3.0 (inferred).
 */
export function credentialErrno({ family, version }: Firmware): DeviceErrno {
  const isOld = family === 'nrf9160' && !atLeast(version, [1, 3, 0])
  return deviceErrno(isOld ? 'EOPNOTSUPP' : 'ECONNREFUSED')
}

/** What the application gets for an attempt that ended this way. */
export function errnoOf(outcome: Exclude<ConnectResult, 'connected'>, firmware: Firmware): DeviceErrno {
  switch (outcome) {
    case 'dns-failed':
      return deviceErrno('EHOSTUNREACH')
    case 'tcp-failed':
    case 'mqtt-refused':
      return deviceErrno('ECONNREFUSED')
    case 'timed-out':
      return deviceErrno('ETIMEDOUT')
    case 'closed-after-connect':
      return deviceErrno('ENOTCONN')
    default:
      return credentialErrno(firmware)
  }
}
