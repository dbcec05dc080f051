import { type AtSession, openAtSession } from '../at/at-session.ts'
import { BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import type { Port } from '../serial/port.ts'
import { wait } from '../timers.ts'
import type { Claims } from './finish-units.ts'
import type { UnitJob } from './flash-in-time.ts'
import type { LineGate } from './line-gate.ts'
import { type LineWatch, watchLine } from './line-watch.ts'
import type { runArticle } from './run-article.ts'
import { runUnit } from './run-unit.ts'
import { type Sentence, sentence } from './sentences.ts'
import type { SlotBoard } from './slot-board.ts'
import type { SlotSource, StartRequest, StationDependencies, StationInput } from './station-dependencies.ts'
import type { UnitRecord } from './unit-record.ts'

export interface SlotWorker {
  /** Begins the unit in the slot, or the next that is put in. False while one is being worked on. */
  start(request: StartRequest): boolean
  /** The unit on the line now, as far as it is known. */
  present(): string | undefined
  /** Looks at once whether something is to be done. */
  look(): void
  /** Takes in what became of a unit without this slot, such as its confirmation after an outage: it may still sit here. */
  hear(record: UnitRecord): void
  run(signal: AbortSignal): Promise<void>
}

export interface SlotContext extends Claims {
  deps: StationDependencies
  input: StationInput
  board: SlotBoard
  /** Keeps a unit's record and tells about it; answers what is to be shown. */
  onUnit: (record: UnitRecord) => Promise<UnitRecord>
  gate: LineGate
  runArticle: ReturnType<typeof runArticle>
}

const patience = 3
const noisePatience = 5
/** A unit that was plugged in again is tried again; one that takes its port away each time must not be tried for ever. */
const mostRepeats = 3

const sentenceOf = (error: unknown): Sentence => {
  const { failure } = error instanceof BenchError ? error : fail('agent-failed', { reason: reasonOf(error) })
  const { code, params, says, next } = failure
  return { code, params, says, next }
}

/** One slot of the bench, for the whole shift: waits for units, runs each once, shows what became of it. */
export const slotWorker = (context: SlotContext, source: SlotSource): SlotWorker => {
  const { deps, input, board, onUnit, gate } = context
  const { slot } = source
  const { watchMs = 1_000, quietMs } = input
  const runOne = runUnit(deps, input)
  let request: StartRequest | undefined
  let isWorking = false
  let isProven = false
  let wake = (): void => {}
  let present = (): string | undefined => undefined
  /** What this slot ran last. A unit that still sits there is not run again by itself. */
  let last: UnitRecord | undefined
  let repeats = 0
  /** The unit in the slot waits for somebody, and the tile says for what. */
  let isHeld = false

  const needsSerial = (): boolean => {
    const profile = deps.journal.profile()
    return input.needsSerial ?? (profile !== undefined && 'serial' in profile && profile.serial === 'required')
  }

  const product = async (job: UnitJob, imei: string | undefined): Promise<UnitRecord> => {
    const record = await runOne(job)
    return onUnit(record.imei === undefined && imei !== undefined ? { ...record, imei } : record)
  }

  const work = async (session: AtSession, asked: StartRequest, imei: string | undefined, signal: AbortSignal) => {
    isWorking = true
    const mine = new Set(imei === undefined ? [] : [imei])
    /** A slot that was started by hand, or whose board was changed just now, learns its unit from the run. */
    const own = (unit: string) => {
      if (mine.has(unit)) return
      if (!context.claim(unit)) throw fail('unit-in-hand', { imei: unit })
      mine.add(unit)
    }
    board.show(slot, { colour: 'working', sentence: sentence('working', {}), imei, serial: asked.serial })
    try {
      const job: UnitJob = {
        slot,
        session,
        request: asked,
        signal,
        onStep: (step, params, unit) => {
          if (unit !== undefined) own(unit)
          board.show(slot, { colour: 'working', step, params, ...(unit && { imei: unit }) })
        },
      }
      last = imei !== undefined && gate.isGolden(imei) ? await context.runArticle(job, imei) : await product(job, imei)
    } finally {
      isWorking = false
      mine.forEach(context.release)
    }
    // Last, so that who sees the colour may start the slot again.
    board.showRecord(slot, last)
  }

  /** A golden unit proves the line whenever it is put in, and where it sits when another article is due. */
  const articleReason = (imei: string, isNewPort: boolean): StartRequest | undefined => {
    if (request || imei !== last?.imei) return request ?? {}
    if (last.outcome === 'confirmed') return gate.state().open ? undefined : {}
    return isNewPort && repeats < mostRepeats ? {} : undefined
  }

  /** The line is closed: the tile says why, and a start that came before it closed is forgotten. */
  const hold = (imei: string | undefined): undefined => {
    if (request?.imei === undefined || !gate.isGolden(request.imei)) request = undefined
    if (imei === undefined || imei === last?.imei) return
    board.show(slot, { colour: 'idle', sentence: gate.state().sentence, imei })
    isHeld = true
  }

  /** Why the unit on the line is to be begun now, or undefined. */
  const reason = (watch: LineWatch, isNewPort: boolean): StartRequest | undefined => {
    const imei = watch.present()
    if (imei !== undefined && gate.isGolden(imei)) return articleReason(imei, isNewPort)
    if (!gate.state().open) return hold(imei)
    if (request && (imei !== undefined || watch.isNoisy() || watch.silent() >= patience)) return request
    if (imei === undefined) return watch.isNoisy() && watch.silent() >= noisePatience && isNewPort ? {} : undefined
    const isSame = imei === last?.imei
    const mayRepeat = isSame && isNewPort && last?.outcome !== 'confirmed' && repeats < mostRepeats
    if (isSame && !mayRepeat) return undefined
    if (needsSerial() && (isSame ? last?.serial : undefined) === undefined) {
      board.show(slot, { colour: 'idle', sentence: sentence('scan-serial', {}), imei })
      isHeld = true
      return undefined
    }
    return isSame ? { serial: last?.serial } : {}
  }

  const attend = async (port: Port, signal: AbortSignal): Promise<void> => {
    let watch: LineWatch | undefined
    const session = openAtSession({
      timers: deps.timers,
      ...(quietMs === undefined ? {} : { quietMs }),
      onAside: (line) => watch?.hear(line),
    })(port)
    watch = watchLine(port, deps.timers, watchMs, signal)
    wake = watch.wake
    present = watch.present
    let isNewPort = true
    try {
      while (!signal.aborted && !watch.isGone()) {
        await watch.ask()
        if (signal.aborted || watch.isGone()) return
        const imei = watch.present()
        if (imei !== undefined && !isProven) {
          isProven = true
          input.onProven?.(slot)
        }
        const asked = reason(watch, isNewPort)
        if (asked && (imei === undefined || context.claim(imei))) {
          repeats = imei !== undefined && imei === last?.imei && !request ? repeats + 1 : 0
          request = undefined
          isNewPort = false
          await work(session, asked, imei, signal)
        } else if (imei !== undefined && imei === last?.imei) board.showRecord(slot, last)
        else if (imei === undefined && watch.silent() >= 2 && (last?.imei !== undefined || isHeld)) {
          isHeld = false
          board.show(slot, { colour: 'idle', sentence: sentence('put-in-unit', {}), imei: undefined })
        }
      }
    } finally {
      wake = () => {}
      present = () => undefined
      await session.close()
    }
  }

  return {
    start(asked) {
      if (isWorking) return false
      request = asked
      wake()
      return true
    },
    present: () => present(),
    look: () => wake(),
    hear(record) {
      if (isWorking || record.imei === undefined || record.imei !== last?.imei) return
      last = record
      const tile = board.slots().find((state) => state.slot === slot)
      if (tile?.imei === record.imei && tile.colour === 'amber') board.showRecord(slot, record)
    },
    async run(signal) {
      board.show(slot, { colour: 'idle', sentence: sentence('put-in-unit', {}) })
      while (!signal.aborted) {
        try {
          await attend(await source.open(), signal)
          if (!signal.aborted) board.show(slot, { colour: 'idle', sentence: sentence('put-in-unit', {}) })
        } catch (error) {
          if (signal.aborted) return
          // A start without a serial waits for the next unit; one with a serial must not meet another unit than it was meant for.
          const waits = request === undefined || (request.serial === undefined && request.imei === undefined)
          const isEmpty = error instanceof BenchError && error.failure.code === 'port-not-found' && waits
          if (!isEmpty) request = undefined
          board.show(
            slot,
            isEmpty
              ? { colour: 'idle', sentence: sentence('put-in-unit', {}) }
              : { colour: 'red', sentence: sentenceOf(error) },
          )
        }
        await wait(deps.timers, watchMs, signal).catch(() => {})
      }
    },
  }
}
