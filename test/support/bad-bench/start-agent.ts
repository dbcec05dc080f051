import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SlotState, StationEvent } from '../../../bench/station/station-event.ts'
import type { UnitRecord } from '../../../bench/station/unit-record.ts'
import type { BenchAgent } from './bench-agent.ts'

export interface RunningAgent {
  /** Resolves when the tile of a slot is so; rejects after a minute with what all tiles say. */
  tile(slot: number, colour: string, code?: string): Promise<SlotState>
  units: UnitRecord[]
  tell(message: { start?: { slot: number; serial?: string; imei?: string }; reprint?: string }): void
  /** Ends the shift as Ctrl-C does. */
  end(): Promise<void>
  /** Pulls the plug. */
  pull(): void
  /** Resolves when the process is gone. */
  gone: Promise<unknown>
}

/** Starts the agent in its own process, with the variables of the site's network. */
export const startAgent = (task: BenchAgent, env: Record<string, string>): RunningAgent => {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'bench-agent.ts'), JSON.stringify(task)],
    { env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const tiles = new Map<number, SlotState>()
  const units: UnitRecord[] = []
  const waiting = new Set<() => void>()
  let said = ''
  child.stderr?.on('data', (bytes) => {
    said += bytes
  })
  child.stdin?.on('error', () => {})
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as StationEvent
      if (event.type === 'slot') tiles.set(event.slot.slot, event.slot)
      if (event.type === 'unit') units.push(event.unit)
      for (const look of [...waiting]) look()
    })
  const gone = once(child, 'close')
  return {
    units,
    gone,
    tile: (slot, colour, code) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          const seen = [...tiles.values()].map(({ slot: n, colour: c, sentence }) => `${n} ${c} ${sentence.code}`)
          reject(new Error(`slot ${slot} never was ${colour} ${code ?? ''}: ${seen.join('; ')} ${said}`))
        }, 60_000)
        const look = () => {
          const tile = tiles.get(slot)
          if (tile?.colour !== colour || (code !== undefined && tile.sentence.code !== code)) return
          clearTimeout(late)
          waiting.delete(look)
          resolve(tile)
        }
        waiting.add(look)
        look()
      }),
    tell: (message) => void child.stdin?.write(`${JSON.stringify(message)}\n`),
    end: async () => {
      child.stdin?.end()
      await gone
    },
    pull: () => void child.kill('SIGKILL'),
  }
}
