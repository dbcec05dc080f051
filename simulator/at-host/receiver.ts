import type { ModemBehaviour } from '../behaviour.ts'
import type { Clock } from '../clock.ts'
import { createCommandReader } from './command-reader.ts'

export interface Receiver {
  receive(bytes: Uint8Array): void
  /** As after a reboot: half a command and a command at work are forgotten. */
  reset(): void
}

/**
 * Runs one command at a time, each after its latency; what comes meanwhile, or while the answer is still being sent, waits
 * in the driver's FIFO or is lost.
 */
export function createReceiver(
  behaviour: ModemBehaviour,
  clock: Clock,
  run: (line: string) => void,
  sendingMs: () => number = () => 0,
): Receiver {
  const reader = createCommandReader(behaviour.terminator)
  let waiting: number[] = []
  let cancel: (() => void) | undefined

  const receive = (bytes: Uint8Array): void => {
    for (const byte of bytes) {
      // AT Host switches its receiver off while a command runs.
      if (cancel) keep(byte)
      else take(byte)
    }
  }
  const keep = (byte: number): void => {
    if (waiting.length < behaviour.fifoBytes) waiting.push(byte)
  }
  const take = (byte: number): void => {
    const line = reader.take(byte)
    if (line === undefined) return
    const latency = behaviour.latencyMs(line.trim())
    if (latency <= 0) finish(line)
    else cancel = clock.after(latency, () => finish(line))
  }
  const finish = (line: string): void => {
    cancel = undefined
    run(line)
    const sending = sendingMs()
    if (sending <= 0) listen()
    else cancel = clock.after(sending, listen)
  }
  const listen = (): void => {
    cancel = undefined
    const bytes = Uint8Array.from(waiting)
    waiting = []
    receive(bytes)
  }
  const reset = (): void => {
    cancel?.()
    cancel = undefined
    waiting = []
    reader.clear()
  }
  return { receive, reset }
}
