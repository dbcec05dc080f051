import { EventEmitter } from 'node:events'
import { BenchError } from '../failures/failure.ts'
import { wait } from '../timers.ts'
import { askLine } from './ask-line.ts'
import { finishUnits } from './finish-units.ts'
import { labelUnit } from './label-unit.ts'
import { type LineState, lineGate } from './line-gate.ts'
import { type OrderProgress, watchOrder } from './order-progress.ts'
import { runArticle } from './run-article.ts'
import { slotWorker } from './run-slot.ts'
import { sentence } from './sentences.ts'
import { openShift, type ShiftSummary } from './shift-summary.ts'
import { simulateArticle } from './simulate-article.ts'
import { slotBoard } from './slot-board.ts'
import type { StartRequest, StationDependencies, StationInput } from './station-dependencies.ts'
import type { SlotState, StationEvent } from './station-event.ts'
import { tellLater } from './tell-later.ts'
import type { UnitRecord } from './unit-record.ts'

type NewEvent = StationEvent extends infer E ? (E extends StationEvent ? Omit<E, 'seq' | 'at'> : never) : never

export interface Station {
  orderId: string
  /** Works until the signal is aborted; then no unit is in hand any more. Answers the shift. */
  run(signal: AbortSignal): Promise<ShiftSummary>
  /** Begins the unit in a slot; `unknown-slot`, `busy` or `line-closed` if it cannot. */
  start(slot: number, request?: StartRequest): 'started' | 'busy' | 'unknown-slot' | 'line-closed'
  /** Whether units may run, and why; undefined for a station without a gate. */
  line(): LineState | undefined
  /** A supervisor lets units run without a first article; on the disk before the line is open. */
  openLine(opening: { reason: string; by?: string | undefined }): Promise<void>
  /** A first article that software plays; it proves the cloud and not the fixture. */
  simulateArticle(): Promise<void>
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
    const claims = {
      claim: (imei: string) => !claimed.has(imei) && Boolean(claimed.add(imei)),
      release: (imei: string) => void claimed.delete(imei),
    }
    const gate = lineGate({
      firstArticle: deps.lineFor === undefined ? 'skip' : (input.firstArticle ?? 'auto'),
      everyMs: input.articleEveryMs,
      timers: deps.timers,
      now: deps.now,
      onChange: (line) => {
        tell({ type: 'line', line })
        for (const worker of workers.values()) worker.look()
      },
    })
    const context = { deps, input, board, onUnit, gate, runArticle: runArticle(deps, input, gate), ...claims }
    const workers = new Map(sources.map((source) => [source.slot, slotWorker(context, source)]))

    const tellSlots = (record: UnitRecord) => {
      for (const worker of workers.values()) worker.hear(record)
    }

    const finishAgainAndAgain = async (signal: AbortSignal): Promise<void> => {
      while (!signal.aborted) {
        for await (const record of finish(signal, claims)) {
          tellSlots(await onUnit(record))
        }
        await wait(deps.timers, finishMs, signal).catch(() => {})
      }
    }

    /** Ends what the local API began, when the shift ends. */
    const stopped = new AbortController()
    const simulate = simulateArticle(deps, input, gate)
    const keepLine = async (signal: AbortSignal): Promise<void> => {
      if (!deps.lineFor) return
      const api = deps.lineFor(signal)
      const ask = askLine({ api, journal: deps.journal, orderId })
      const { journal, agentVersion } = deps
      const tell = tellLater({ api, journal, agentVersion, orderId })
      let isAsked = false
      while (!signal.aborted) {
        if (!isAsked) isAsked = await ask(gate)
        await tell(signal)
        await wait(deps.timers, finishMs, signal).catch(() => {})
      }
    }

    return {
      orderId,
      async run(signal) {
        signal.addEventListener('abort', () => stopped.abort(signal.reason), { once: true })
        const slots = [...workers.values()].map((worker) => worker.run(signal))
        await Promise.all([...slots, finishAgainAndAgain(signal), keepLine(signal)])
        gate.end()
        return shift.summary()
      },
      start(slot, request = {}) {
        const worker = workers.get(slot)
        if (!worker) return 'unknown-slot'
        if (!gate.state().open && !gate.isGolden(request.imei ?? worker.present() ?? '')) return 'line-closed'
        return worker.start(request) ? 'started' : 'busy'
      },
      line: () => (deps.lineFor === undefined ? undefined : gate.state()),
      async openLine({ reason, by }) {
        const act = { act: 'line-opened', reason, ...(by === undefined ? {} : { by }) } as const
        await deps.journal.append({ imei: '', port: '' }, act)
        gate.openedBy(reason, by)
      },
      simulateArticle: () => simulate(stopped.signal),
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
        tellSlots(record)
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
