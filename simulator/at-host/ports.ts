import { type Duplex, duplexPair } from 'node:stream'

export interface Ports {
  /** Connects a byte stream; the answer disconnects it. Streams come and go, the modem stays. */
  attach(stream: Duplex): () => void
  /** A new stream to the modem, for a client in the same process. */
  connect(): Duplex
  /** To every stream that is attached; without one the bytes are lost, as on an open wire. */
  send(text: string): void
  /** As if the cable were pulled: every stream is destroyed. */
  unplug(): void
}

export function createPorts(receive: (bytes: Uint8Array) => void): Ports {
  const streams = new Set<Duplex>()
  const attach = (stream: Duplex): (() => void) => {
    const onData = (chunk: Uint8Array) => receive(chunk)
    const detach = () => {
      streams.delete(stream)
      stream.off('data', onData)
    }
    streams.add(stream)
    stream.on('data', onData)
    stream.once('close', detach)
    stream.once('end', () => {
      detach()
      stream.end()
    })
    // A vanished client is the client's affair: the modem does not notice, and its process must not die of it.
    stream.on('error', detach)
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
    send: (text) => {
      for (const stream of streams) if (stream.writable) stream.write(text, 'latin1')
    },
    unplug: () => {
      for (const stream of streams) stream.destroy()
      streams.clear()
    },
  }
}
