import { coseSign1Payload, decodeCbor, fromBase64url, isBytes, uuidText } from './cose.ts'

export interface AttestToken {
  deviceUuid: string
  deviceType: number
  /** The SiP that Nordic's parser knows under this type; absent for types nobody published. */
  part?: string
  /** Names the firmware build, as `AT%XMODEMUUID` does. */
  modemFirmwareUuid: string
  /** 16 bytes in lower-case hex: the challenge, where one was given. */
  nonce: string
  /** Checking it takes the modem's identity key, which only Nordic's cloud holds (nrf91-modem.md 3.1). */
  signature: 'not-verified'
}

export type AttestTokenResult = ({ ok: true } & AttestToken) | { ok: false; why: string }

const parts: Readonly<Record<number, string>> = {
  1: 'nRF9160 SIAA',
  2: 'nRF9160 SIBA',
  3: 'nRF9160 SICA',
  4: 'nRF9161 LACA',
  5: 'nRF9131 LACA',
  6: 'nRF9151 LACA',
}

/** Reads the answer of `AT%ATTESTTOKEN`: the whole line, or what stands between its quotes. */
export function parseAttestToken(text: string): AttestTokenResult {
  const bare = text.trim().replace(/^%ATTESTTOKEN:\s*/, '')
  const halves = bare.replace(/^"([^"]*)"$/, '$1').split('.')
  if (text.length > 4096 || halves.length !== 2)
    return { ok: false, why: 'it is not two base64url parts with a dot between' }
  const [body, cose] = [fromBase64url(halves[0] ?? ''), fromBase64url(halves[1] ?? '')]
  if (!body || !cose) return { ok: false, why: 'one of its parts is not base64url' }
  if (coseSign1Payload(cose) !== null) return { ok: false, why: 'its second part is not a detached COSE envelope' }
  const fields = decodeCbor(body)
  if (!Array.isArray(fields) || fields.length !== 5)
    return { ok: false, why: 'its first part is not an identity message' }
  const [messageType, uuid, deviceType, firmware, nonce]: unknown[] = fields
  if (messageType !== 1 || typeof deviceType !== 'number') return { ok: false, why: 'its message type is not 1' }
  if (!isBytes(uuid, 16) || !isBytes(firmware, 16) || !isBytes(nonce, 16)) {
    return { ok: false, why: 'a UUID or the nonce is not 16 bytes long' }
  }
  const part = parts[deviceType]
  return {
    ok: true,
    deviceUuid: uuidText(uuid),
    deviceType,
    ...(part === undefined ? {} : { part }),
    modemFirmwareUuid: uuidText(firmware),
    nonce: Buffer.from(nonce).toString('hex'),
    signature: 'not-verified',
  }
}
