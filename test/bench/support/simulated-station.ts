import type { StationApi } from '../../../bench/cloud/factory-api.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { createStation, type Station } from '../../../bench/station/create-station.ts'
import type { StationDependencies, StationInput } from '../../../bench/station/station-dependencies.ts'
import type { StationEvent } from '../../../bench/station/station-event.ts'
import type { UnitRecord } from '../../../bench/station/unit-record.ts'
import { systemTimers, type Timers } from '../../../bench/timers.ts'
import { memoryJournal } from './simulated-bench.ts'

/** Time-outs are a fortieth of the real ones: the line has no latency. */
export const quickTimers: Timers = { ...systemTimers, after: (ms, call) => systemTimers.after(ms / 40, call) }

export interface RunningStation {
  station: Station
  journal: ReturnType<typeof memoryJournal>
  events: StationEvent[]
  results: UnitRecord[]
  /** Resolves with the first event, also a past one, that is as asked for; fails loudly after 20 s. */
  until<E extends StationEvent>(is: (event: StationEvent) => event is E, from?: number): Promise<E>
  /** Resolves when a slot has this colour and sentence. */
  tile(slot: number, colour: string, code?: string): Promise<void>
  /** Resolves when the condition holds. */
  eventually(holds: () => boolean): Promise<void>
  stop(): Promise<void>
}

export const runStation = (
  cloud: StationApi,
  slots: StationInput['slots'],
  input: Partial<StationInput> = {},
  deps: Partial<StationDependencies> = {},
): RunningStation => {
  const journal = (deps.journal as ReturnType<typeof memoryJournal> | undefined) ?? memoryJournal()
  const events: StationEvent[] = []
  const results: UnitRecord[] = []
  const station = createStation({
    apiFor: () => cloud,
    journal,
    makeStationKey,
    agentVersion: '0.1.0',
    timers: quickTimers,
    now: () => new Date(),
    keepResult: async (record) => void results.push(record),
    ...deps,
  })({ orderId: 'o1', slots, watchMs: 200, finishMs: 1_000, ...input })
  const listeners = new Set<() => void>()
  station.subscribe((event) => {
    events.push(event)
    for (const listener of listeners) listener()
  })
  const stop = new AbortController()
  const running = station.run(stop.signal)
  const when = <T>(find: () => T | undefined, what: () => string): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        listeners.delete(look)
        clearTimeout(late)
        resolve(found)
      }
      const late = setTimeout(
        () => reject(new Error(`${what()} never came; tiles: ${JSON.stringify(station.slots())}`)),
        20_000,
      )
      listeners.add(look)
      look()
    })
  return {
    station,
    journal,
    events,
    results,
    until: (is, from = 0) =>
      when(
        () => events.slice(from).find(is),
        () => 'an event',
      ),
    tile: async (slot, colour, code) => {
      await when(
        () =>
          station
            .slots()
            .find((s) => s.slot === slot && s.colour === colour && (code === undefined || s.sentence.code === code)),
        () => `slot ${slot} ${colour} ${code ?? ''}`,
      )
    },
    eventually: async (holds) => {
      for (let left = 2_000; !holds(); left--) {
        if (left === 0) throw new Error(`${holds} never held`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    stop: async () => {
      stop.abort(new Error('stopped'))
      await running
    },
  }
}
