import { openFirst, type Reach } from './open-first.ts'
import type { ProbeAttempt, Unlimited } from './probe-result.ts'
import { type Handshake, shakeHands } from './shake-hands.ts'

/** What the server would speak to a client without the modem's limits. */
export const unlimited = async (reach: Reach, handshake: Handshake): Promise<Unlimited | null> => {
  const tcp = await openFirst(reach, handshake.timeoutMs)
  if (!tcp.ok) return null
  const { ciphers: _modem, ...rest } = handshake
  const tls = await shakeHands(tcp.socket, { ...rest, maxVersion: 'TLSv1.3' })
  if (!tls.ok) return null
  tls.socket.destroy()
  return { version: tls.seen.version, cipher: tls.seen.cipher }
}

/** What that says about the modem's failure; nothing where the server failed there too. */
export const limitSays = (
  found: Unlimited | null,
  { alert }: ProbeAttempt,
  shown: boolean,
  firmware: string,
): string => {
  if (found === null) return ''
  const speaks = ` To a client without the modem's limits it speaks ${found.version} with ${found.cipher}`
  if (found.version !== 'TLS 1.3') return `${speaks}: ${firmware} has none of its cipher suites.`
  if (shown || alert === 'protocol_version')
    return `${speaks}: no nRF91 firmware speaks TLS 1.3, so its security policy must allow TLS 1.2.`
  // In TLS 1.3 a client is through before its certificate is looked at, so this success says nothing about the refusal.
  return `${speaks}; whether it missed a certificate or TLS 1.3, --cert and --key would tell.`
}
