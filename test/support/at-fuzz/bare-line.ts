import { EventEmitter } from 'node:events'
import type { Port } from '../../../bench/serial/port.ts'
import type { Timers } from '../../../bench/timers.ts'

/** A port and a clock that move only when told to, without a turn of the event loop: hundreds of thousands of streams a minute. */
export const bareLine = () => {
  const calls = new Map<number, { at: number; call: () => void }>()
  let now = 0
  let count = 0
  const stream = Object.assign(new EventEmitter(), { destroyed: false, write: () => true })
  const timers: Timers = {
    now: () => now,
    after(ms, call) {
      const id = count++
      calls.set(id, { at: now + ms, call })
      return () => void calls.delete(id)
    },
  }
  return {
    port: { name: 'fuzz', stream, close: async () => {} } as unknown as Port,
    timers,
    says: (bytes: Uint8Array) => stream.emit('data', bytes),
    goesAway: () => stream.emit('close'),
    /** Lets the earliest timer fire; false when none waits. */
    fire: (): boolean => {
      const [first] = [...calls].sort(([, a], [, b]) => a.at - b.at)
      if (!first) return false
      calls.delete(first[0])
      now = first[1].at
      first[1].call()
      return true
    },
  }
}
