import type { LineApi, StationApi } from '../cloud/factory-api.ts'
import type { FlashDependencies } from '../flash/flash-dependencies.ts'
import type { Journal } from '../journal/journal.ts'
import type { Printer } from '../label/open-printer.ts'
import type { Port } from '../serial/port.ts'
import type { Timers } from '../timers.ts'
import type { FirstArticle } from './line-gate.ts'
import type { UnitRecord } from './unit-record.ts'

export interface StationDependencies {
  /** The cloud, with calls that end when the signal does. */
  apiFor: (signal: AbortSignal) => StationApi
  /** The same for first articles and what is told later; without it the station has no gate and tells nobody. */
  lineFor?: (signal: AbortSignal) => LineApi
  /** A modem that software plays, for a first article that proves the cloud alone. */
  simulatedPort?: (unit: { imei: string; firmware: string }) => Port
  /** Of the one order of the shift; locked by who opened it. */
  journal: Journal
  makeStationKey: FlashDependencies['makeStationKey']
  agentVersion: string
  timers: Timers
  now: () => Date
  /** Throws before a unit is begun on a computer that cannot keep its journal. */
  checkRoom?: () => Promise<void>
  /** Keeps the result of a unit for the line's own systems. */
  keepResult?: (record: UnitRecord) => Promise<void>
  printer?: Printer
}

/** A place for one unit. `open` throws `port-not-found` while nothing is plugged in there. */
export interface SlotSource {
  slot: number
  /** For people and the journal. */
  port: string
  open(): Promise<Port>
}

export interface StationInput {
  orderId: string
  slots: readonly SlotSource[]
  /** Key confirmed devices again; the cloud decides whether this station may. */
  rework?: boolean
  /** Wait for a scan before a unit is begun; else the order's profile decides. */
  needsSerial?: boolean
  /** After confirmation: register on the network within this time, then store the history. */
  attachMs?: number
  /** Whether units wait for a first article (`lineFor`); `auto`, the order decides. */
  firstArticle?: FirstArticle
  /** After how long another first article is due; never unless given. */
  articleEveryMs?: number
  /** Per unit, 60 s (DESIGN, the bench). */
  unitMs?: number
  /** How often a free slot is asked for its IMEI, 1 s. */
  watchMs?: number
  /** How often a cloud that was away is asked for what waits, 15 s. */
  finishMs?: number
  /** How long a line must be silent to count as quiet, 200 ms. */
  quietMs?: number
  /** Told once a slot's port has answered as a modem. */
  onProven?: (slot: number) => void
}

/** Why a unit is begun by hand: the serial and the IMEI are as scanned. */
export interface StartRequest {
  serial?: string | undefined
  imei?: string | undefined
}
