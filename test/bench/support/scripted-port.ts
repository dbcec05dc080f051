import { Duplex } from 'node:stream'
import type { Port } from '../../../bench/serial/port.ts'

export interface ScriptedPort extends Port {
  /** What was written so far, as text. */
  readonly written: string[]
  says(text: string | Uint8Array): void
  unplug(error?: Error): void
}

/** A port whose other end is the test: `reply` may answer each write at once. */
export const scriptedPort = (reply: (written: string) => string | undefined = () => undefined): ScriptedPort => {
  const written: string[] = []
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      const text = chunk.toString('latin1')
      written.push(text)
      const answer = reply(text)
      if (answer !== undefined) stream.push(Buffer.from(answer, 'latin1'))
      done()
    },
  })
  return {
    name: 'test-port',
    stream,
    written,
    says: (text) => void stream.push(typeof text === 'string' ? Buffer.from(text, 'latin1') : text),
    unplug: (error) => void stream.destroy(error),
    close: async () => void stream.destroy(),
  }
}
