import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { atFinalResult } from '../../core/modem/at-final-result.ts'
import type { Modem } from '../../simulator/modem.ts'

export interface Terminal {
  port: Duplex
  /** Sends bytes as they are. */
  type(text: string): void
  /** What has arrived since the last look, once nothing more comes by itself. */
  read(): Promise<string>
  /** Sends a command with CRLF and gives the lines of its answer, final result included. */
  ask(command: string): Promise<string[]>
}

export function terminal(source: Pick<Modem, 'connect'> | Duplex): Terminal {
  const port = 'on' in source ? source : source.connect()
  let received = ''
  let wake = () => {}
  port.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    wake()
  })
  port.on('error', () => wake())
  port.on('close', () => wake())
  const take = (): string => {
    const text = received
    received = ''
    return text
  }
  const isComplete = () => received.endsWith('\r\n') && received.split('\r\n').some((line) => atFinalResult(line))
  return {
    port,
    type: (text) => void port.write(text, 'latin1'),
    read: async () => {
      for (let i = 0; i < 10; i++) await turn()
      return take()
    },
    ask: async (command) => {
      take()
      port.write(`${command}\r\n`, 'latin1')
      while (!isComplete()) {
        if (port.destroyed) throw new Error(`the port closed after ${JSON.stringify(received)}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return take().trimEnd().split('\r\n')
    },
  }
}
