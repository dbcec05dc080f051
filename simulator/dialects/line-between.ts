import { type Duplex, duplexPair } from 'node:stream'
import type { Modem } from '../modem.ts'

/** What stands between a port and a modem: each function takes bytes of one direction and says what goes on. */
export interface Between {
  /** `reply` answers in the modem's place. */
  toModem(bytes: Buffer, reply: (text: string) => void): Uint8Array | string
  toClient?(bytes: Buffer): string
}

export interface Reached {
  attach(stream: Duplex): () => void
  /** A new stream, for a client in this process. */
  connect(): Duplex
}

/** A modem behind something that changes what passes: `between` is made anew for every stream. */
export function behind(modem: Pick<Modem, 'connect'>, between: () => Between): Reached {
  const attach = (stream: Duplex): (() => void) => {
    const far = modem.connect()
    const { toModem, toClient = (bytes) => bytes.toString('latin1') } = between()
    const reply = (text: string): void => void (text !== '' && stream.writable && stream.write(text, 'latin1'))
    const onData = (bytes: Buffer) => {
      const on = toModem(bytes, reply)
      if (on.length > 0 && far.writable) far.write(typeof on === 'string' ? Buffer.from(on, 'latin1') : on)
    }
    stream.on('data', onData)
    far.on('data', (bytes: Buffer) => reply(toClient(bytes)))
    const detach = () => {
      stream.off('data', onData)
      far.destroy()
    }
    stream.once('close', detach).on('error', detach)
    far.once('close', () => stream.destroy())
    return detach
  }
  return {
    attach,
    connect: () => {
      const [ours, theirs] = duplexPair()
      attach(ours)
      theirs.once('close', () => ours.destroy())
      ours.once('close', () => theirs.destroy())
      return theirs
    },
  }
}
