import { isIP } from 'node:net'
import { cipherSuitesOf } from '../../core/modem/cipher-suites.ts'
import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import { attempt } from './attempt.ts'
import { lookUp } from './look-up.ts'
import { meaning } from './meaning.ts'
import type { ProbeAttempt, ProbeReport } from './probe-result.ts'
import type { ProbeTarget } from './probe-target.ts'
import type { Handshake } from './shake-hands.ts'
import { limitSays, unlimited } from './unlimited.ts'
import { wrongName } from './wrong-name.ts'

export interface ProbeInput {
  target: ProbeTarget
  firmware: FirmwareFacts
  /** Trust anchors in PEM, as the modem's security tag holds them. */
  ca: readonly string[]
  certificate?: { cert: string; key: string }
  /** Given by the user; a server lets one client ID in once, so the attempts then go one after the other. */
  clientId?: string
  alpn?: string
  wrongSni?: string
  timeoutMs: number
}

export interface ProbeDeps {
  /** A client ID nobody uses. */
  madeUpClientId: () => string
}

const nowhere = (sni: string | null, says: string, ms: number): ProbeAttempt => ({
  sni,
  checkedName: sni,
  ended: 'dns',
  outcome: 'dns-fails',
  by: 'nobody',
  says,
  ms: { dns: ms },
  tls: null,
  alert: null,
  connack: null,
})

/** One address of each family, IPv4 first as most modems have it: not every machine has both. */
const oneOfEach = (addresses: readonly string[]): string[] =>
  [4, 6]
    .map((family) => addresses.find((address) => isIP(address) === family))
    .filter((address) => address !== undefined)

/** Goes through DNS, TCP, TLS and MQTT CONNECT as a modem would, with the server name right, absent and wrong. */
export const probe =
  ({ madeUpClientId }: ProbeDeps) =>
  async ({
    target,
    firmware,
    ca,
    certificate,
    clientId,
    alpn,
    wrongSni,
    timeoutMs,
  }: ProbeInput): Promise<ProbeReport> => {
    const { host, port, connectTo } = target
    const name = firmware.firmware.text
    const found = await lookUp(connectTo?.host ?? host)
    const rightSni = isIP(host) === 0 ? host : null
    const wrong = wrongSni ?? wrongName(host)
    const head = { host, port, connectTo: connectTo && `${connectTo.host}:${connectTo.port}`, firmware: name }
    if (!found.ok) {
      const three = {
        right: nowhere(rightSni, found.says, found.ms),
        absent: nowhere(null, found.says, found.ms),
        wrong: nowhere(wrong, found.says, found.ms),
      }
      return {
        ...head,
        outcome: 'dns-fails',
        says: found.says,
        addresses: [],
        ...three,
        unlimited: null,
        meaning: meaning(three),
      }
    }
    const reach = { addresses: oneOfEach(found.addresses), port: connectTo?.port ?? port }
    const handshake = (sni: string | null, checkedName: string | null): Handshake => ({
      sni,
      checkedName,
      ca,
      ciphers: cipherSuitesOf(firmware)
        .map(({ openssl }) => openssl)
        .join(':'),
      maxVersion: 'TLSv1.2',
      timeoutMs,
      ...(alpn !== undefined && { alpn }),
      ...(certificate && { certificate }),
    })
    const one = (sni: string | null, checkedName: string | null) =>
      attempt({
        reach,
        firmware,
        handshake: handshake(sni, checkedName),
        clientId: clientId ?? madeUpClientId(),
        ownClientId: clientId !== undefined,
      })
    const ways = [
      () => one(rightSni, host),
      () => one(null, firmware.sendsSni.value ? null : host),
      () => one(wrong, wrong),
    ] as const
    const [right, absent, other] =
      clientId === undefined
        ? await Promise.all([ways[0](), ways[1](), ways[2]()])
        : [await ways[0](), await ways[1](), await ways[2]()]
    const three = { right, absent, wrong: other }
    const own = firmware.sendsSni.value ? right : absent
    const limits =
      own.ended === 'tls' && own.tls === null ? await unlimited(reach, handshake(own.sni, own.checkedName)) : null
    // What it connects with today breaks with the first firmware that sends the name.
    const byAccident = own === absent && absent.ended === 'connected' && right.ended !== 'connected'
    return {
      ...head,
      outcome: byAccident ? 'connects-by-accident' : own.outcome,
      says: `${name} with host name ${host}: ${own.says}${limitSays(limits, own, certificate !== undefined, name)}`,
      addresses: found.addresses,
      ...three,
      unlimited: limits,
      meaning: meaning(three),
    }
  }
