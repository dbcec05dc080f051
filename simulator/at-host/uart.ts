import type { ModemBehaviour, Terminator } from '../behaviour.ts'
import type { Clock } from '../clock.ts'

export interface Uart {
  /** Bytes that the host has written; the modem gets each when the wire has carried it. */
  fromHost(bytes: Uint8Array): void
  /** Text of the modem; the host gets it when the wire has carried it. */
  fromModem(text: string): void
  /** How long the wire still carries what the modem has said. */
  sendingMs(): number
  /** The cable is pulled: what is under way is lost. */
  clear(): void
}

/** Start bit, eight data bits, stop bit (nrf91-modem.md 1.1). */
const bitsPerByte = 10
/** A full-speed USB bulk packet: a bridge hands its bytes to the computer in portions, not one by one. */
const packetBytes = 64

const lastOf: Record<Terminator, number> = { CR: 0x0d, LF: 0x0a, CRLF: 0x0a, NULL: 0x00 }

/** One wire each way, on which every byte takes its time; without a baud rate it takes none. */
export function createUart(
  { baudRate, terminator }: Pick<ModemBehaviour, 'baudRate' | 'terminator'>,
  clock: Clock,
  { toModem, toHost }: { toModem: (bytes: Uint8Array) => void; toHost: (text: string) => void },
): Uart {
  if (baudRate === undefined) return { fromHost: toModem, fromModem: toHost, sendingMs: () => 0, clear: () => {} }
  const byteMs = (bitsPerByte * 1000) / baudRate
  const wire = () => {
    let freeAt = Number.NEGATIVE_INFINITY
    let underWay: { at: number; arrive: () => void }[] = []
    let cancel = (): void => {}
    // One timer at a time: two that are both late may come in the wrong order.
    const waitForFirst = (): void => {
      const [first] = underWay
      if (!first) return
      cancel = clock.after(first.at - clock.now(), () => {
        underWay.shift()
        waitForFirst()
        first.arrive()
      })
    }
    return {
      restMs: () => Math.max(0, freeAt - clock.now()),
      carry(bytes: number, arrive: () => void): void {
        freeAt = Math.max(freeAt, clock.now()) + bytes * byteMs
        underWay.push({ at: freeAt, arrive })
        if (underWay.length === 1) waitForFirst()
      },
      clear: () => {
        cancel()
        underWay = []
        freeAt = Number.NEGATIVE_INFINITY
      },
    }
  }
  const [down, up] = [wire(), wire()]

  return {
    fromHost(bytes) {
      // In pieces that end where a command may, so that the modem acts on it with its last byte and not later.
      for (let start = 0; start < bytes.length; ) {
        const end = bytes.indexOf(lastOf[terminator], start) + 1 || bytes.length
        const piece = bytes.slice(start, end)
        down.carry(piece.length, () => toModem(piece))
        start = end
      }
    },
    fromModem(text) {
      for (let start = 0; start < text.length; start += packetBytes) {
        const packet = text.slice(start, start + packetBytes)
        up.carry(packet.length, () => toHost(packet))
      }
    },
    sendingMs: up.restMs,
    clear() {
      down.clear()
      up.clear()
    },
  }
}
