import type { Registry } from './open-registry.ts'
import { type Pattern, readPatterns, writePatterns } from './patterns.ts'

export interface Measured {
  pattern: string
  /** Of one time. */
  read: number
  write: number
  /** Of the fastest turn: what else the machine does is no property of the registry. */
  ms: number
}

/** Units and time of each access pattern; units that differ from turn to turn are an average. At most 32 turns. */
export const measureRegistry = async (registry: Registry, turns: number, now: () => number): Promise<Measured[]> => {
  const writes = await writePatterns(registry, now)
  const measured: Measured[] = []
  for (const { name, act } of [...readPatterns(registry), ...writes.patterns] satisfies Pattern[]) {
    const all: { read: number; write: number; ms: number }[] = []
    for (let turn = 0; turn < turns; turn += 1) all.push(await registry.measure(() => act(turn)))
    const average = (of: 'read' | 'write') => all.reduce((sum, one) => sum + one[of], 0) / all.length
    const ms = Math.min(...all.map((one) => one.ms))
    measured.push({ pattern: name, read: average('read'), write: average('write'), ms })
  }
  await writes.stop()
  return measured
}
