import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { p256Key } from './keys/p256-key.ts'
import type { Random } from './random.ts'

export interface StoredCredential {
  tag: number
  type: number
  /** Exactly the bytes between the quotes, one character a byte; for a key of `%KEYGEN` its SEC1 PEM. */
  content: string
  /** Made by `%KEYGEN`. */
  generated?: boolean
  /** Of an encrypted PKCS#8 key. */
  password?: string
}

/**
 * All of a modem that outlives its ports, as plain JSON. It holds private keys, as the chip does: keep it in memory,
 * or in a file that only a test owns.
 */
export interface ModemState {
  schema: 1
  imei: string
  firmware: string
  /** Lower-case UUID of this SiP. */
  deviceUuid: string
  /** SEC1 PEM of the key that signs attestations. */
  identityKey: string
  credentials: StoredCredential[]
  /** Whether the network history is in flash: written by CFUN=0 after a registration, lost by a firmware update. */
  networkHistory: boolean
  /** Gone after a reset. */
  session: { functionalMode: number; errorCodes: boolean; registrationReports: number; searchingSince?: number }
}

export function factoryState(imei: string, firmware: string, bootMode: number, random: Random): ModemState {
  return {
    schema: 1,
    imei,
    firmware,
    deviceUuid: uuidFrom(random(16)),
    identityKey: sec1(p256Key(random)),
    credentials: [],
    networkHistory: false,
    session: freshSession(bootMode),
  }
}

export function freshSession(bootMode: number): ModemState['session'] {
  return { functionalMode: bootMode, errorCodes: false, registrationReports: 0 }
}

/** Error 518 of `%CMNG` and `%KEYGEN`: not in these functional modes (nrf91-modem.md 2.2). */
export function isActive(state: ModemState): boolean {
  return [1, 2, 21].includes(state.session.functionalMode)
}

export function identityKeyOf(state: ModemState): KeyObject {
  return createPrivateKey(state.identityKey)
}

export function sec1(key: KeyObject): string {
  return key.export({ type: 'sec1', format: 'pem' }).toString()
}

/** Names a firmware build as `%XMODEMUUID` does: the same text gives the same UUID. */
export function buildUuid(firmware: string): string {
  return uuidFrom(createHash('sha256').update(firmware).digest().subarray(0, 16))
}

function uuidFrom(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}
