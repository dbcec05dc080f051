import { EventEmitter } from 'node:events'
import { BenchError } from '../failures/failure.ts'
import { wait } from '../timers.ts'
import { finishUnits } from './finish-units.ts'
import { labelUnit } from './label-unit.ts'
import { type OrderProgress, watchOrder } from './order-progress.ts'
import { slotWorker } from './run-slot.ts'
import { sentence } from './sentences.ts'
import { openShift, type ShiftSummary } from './shift-summary.ts'
import { slotBoard } from './slot-board.ts'
import type { StartRequest, StationDependencies, StationInput } from './station-dependencies.ts'
import type { SlotState, StationEvent, UnitRecord } from './station-event.ts'

type NewEvent = StationEvent extends infer E ? (E extends StationEvent ? Omit<E, 'seq' | 'at'> : never) : never

export interface Station {
  orderId: string
  /** Works until the signal is aborted; then no unit is in hand any more. Answers the shift. */
  run(signal: AbortSignal): Promise<ShiftSummary>
  /** Begins the unit in a slot; `unknown-slot` or `busy` if it cannot. */
  start(slot: number, request?: StartRequest): 'started' | 'busy' | 'unknown-slot'
  /** Prints the label of a confirmed unit again; undefined for a unit that this journal does not know as confirmed. */
  reprint(imei: string): Promise<UnitRecord | undefined>
  slots(): SlotState[]
  /** The last record of each unit of this shift, oldest first. */
  units(): UnitRecord[]
  summary(): ShiftSummary
  /** How far the order is; undefined until the cloud has told it. */
  order(): OrderProgress | undefined
  /** Tells every event from now on; the answer ends it. */
  subscribe(listener: (event: StationEvent) => void): () => void
}

const defaultFinishMs = 15_000

/** The bench: one worker a slot, one journal, one stream of events. */
export const createStation =
  (outer: StationDependencies) =>
  (input: StationInput): Station => {
    const { orderId, slots: sources, finishMs = defaultFinishMs } = input
    const bus = new EventEmitter().setMaxListeners(0)
    const shift = openShift()
    const units = new Map<string, UnitRecord>()
    const claimed = new Set<string>()
    let seq = 0
    const tell = (event: NewEvent) => bus.emit('event', { seq: ++seq, at: outer.now().toISOString(), ...event })
    const order = watchOrder((progress) => tell({ type: 'order', order: progress }))
    const deps: StationDependencies = { ...outer, apiFor: (signal) => order.watch(outer.apiFor(signal)) }
    const board = slotBoard(sources, deps.now, (slot) => tell({ type: 'slot', slot }))

    const onUnit = async (record: UnitRecord): Promise<UnitRecord> => {
      let kept = record
      try {
        await deps.keepResult?.(record)
      } catch (error) {
        if (!(error instanceof BenchError)) throw error
        const { code, params, says, next } = error.failure
        kept = { ...record, colour: record.colour === 'red' ? 'red' : 'amber', sentence: { code, params, says, next } }
      }
      if (kept.imei !== undefined) {
        units.delete(kept.imei)
        units.set(kept.imei, kept)
      }
      shift.add(kept)
      tell({ type: 'unit', unit: kept })
      tell({ type: 'summary', summary: shift.summary() })
      return kept
    }
    const finish = finishUnits(deps, orderId)
    /** A unit may still sit in its slot when its confirmation comes. */
    const showFinished = (record: UnitRecord) => {
      const tile = board.slots().find(({ imei, colour }) => imei === record.imei && colour === 'amber')
      if (tile) board.showRecord(tile.slot, record)
    }
    const claims = {
      claim: (imei: string) => !claimed.has(imei) && Boolean(claimed.add(imei)),
      release: (imei: string) => void claimed.delete(imei),
    }
    const context = { deps, input, board, onUnit, ...claims }
    const workers = new Map(sources.map((source) => [source.slot, slotWorker(context, source)]))

    const finishAgainAndAgain = async (signal: AbortSignal): Promise<void> => {
      while (!signal.aborted) {
        for await (const record of finish(signal, claims)) {
          showFinished(await onUnit(record))
        }
        await wait(deps.timers, finishMs, signal).catch(() => {})
      }
    }

    return {
      orderId,
      async run(signal) {
        await Promise.all([...[...workers.values()].map((worker) => worker.run(signal)), finishAgainAndAgain(signal)])
        return shift.summary()
      },
      start(slot, request = {}) {
        const worker = workers.get(slot)
        if (!worker) return 'unknown-slot'
        return worker.start(request) ? 'started' : 'busy'
      },
      async reprint(imei) {
        const { confirmed, serial } = await deps.journal.historyOf(imei)
        if (!confirmed) return undefined
        const known = units.get(imei)
        const { certificateId, thingName, proof } = confirmed
        const base: UnitRecord = {
          schema: 1,
          orderId,
          at: deps.now().toISOString(),
          imei,
          outcome: 'confirmed',
          colour: 'green',
          sentence: sentence('done', { imei }),
          certificateId,
          thingName,
          proof,
          ...(serial === undefined ? {} : { serial }),
        }
        const record = await onUnit(await labelUnit(deps)({ ...known, ...base }, true))
        showFinished(record)
        return record
      },
      slots: board.slots,
      units: () => [...units.values()],
      summary: shift.summary,
      order: order.progress,
      subscribe(listener) {
        bus.on('event', listener)
        return () => void bus.off('event', listener)
      },
    }
  }
