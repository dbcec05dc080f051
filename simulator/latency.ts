import type { ModemBehaviour } from './behaviour.ts'
import type { Random } from './random.ts'

/** Kinds of command that take a modem about as long: what it only says, lists, stores, computes, signs, and its radio. */
export const latencyClasses = ['read', 'list', 'store', 'keygen', 'attest', 'radio'] as const
export type LatencyClass = (typeof latencyClasses)[number]

/** Milliseconds, or a range from which each command draws its own. */
export type Latency = number | { from: number; to: number }

export const latencyClassOf = (line: string): LatencyClass => {
  const command = line.toUpperCase()
  if (/^AT%CMNG=[03]/.test(command)) return 'store'
  if (command.startsWith('AT%CMNG=')) return 'list'
  if (command.startsWith('AT%KEYGEN')) return 'keygen'
  if (command.startsWith('AT%ATTESTTOKEN')) return 'attest'
  return command.startsWith('AT+CFUN=') ? 'radio' : 'read'
}

/** How long each command takes, by its class; a class that is not given takes no time. The same randomness gives the same times. */
export const latencyBy = (
  table: Readonly<Partial<Record<LatencyClass, Latency>>>,
  random: Random,
): ModemBehaviour['latencyMs'] => {
  return (line) => {
    const latency = table[latencyClassOf(line)] ?? 0
    if (typeof latency === 'number') return latency
    return latency.from + (latency.to - latency.from) * (random(4).readUInt32BE() / 2 ** 32)
  }
}
