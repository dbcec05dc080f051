import { endpointChecker, outcomeChecker } from '../endpoint/check-endpoint.ts'
import type { AccountEndpoints, Outcome } from '../endpoint/endpoint-check.ts'
import { remember } from '../endpoint/remember.ts'
import type { Firmware } from '../modem/firmware.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import type { FleetRow } from './fleet-row.ts'

/** What the update does to a device. Nothing here is called safe unless the firmware is known and both answers are sure. */
export const verdicts = [
  'goes-dark',
  'firmware-unknown',
  'undecided',
  'stays-dark',
  'comes-back',
  'keeps-connecting',
  'not-applicable',
] as const
export type Verdict = (typeof verdicts)[number]

export interface ImpactRow {
  verdict: Verdict
  /** `stale`: read longer ago than the limit; `unsourced`: without source or date; `unlisted`: not in the table of firmware. */
  firmwareKnown: 'fresh' | 'stale' | 'unsourced' | 'unlisted' | 'unknown'
  ageDays: number | undefined
  before: Outcome
  after: Outcome
  /** What decides the answer after the update, and what to change; empty where nothing must. */
  rule: string
  fix: string
}

export interface ImpactSettings {
  to: Firmware
  account: AccountEndpoints
  /** Milliseconds since 1970. */
  now: number
  maxAgeDays: number
}

/** Judges devices one by one: the outcome with the firmware of today and with the one that is to come. */
export function impactJudge({ to, account, now, maxAgeDays }: ImpactSettings): (row: FleetRow) => ImpactRow {
  const checkers = remember((dataAts) => {
    const endpoints = { ...account, dataAts }
    return { outcome: outcomeChecker(endpoints), explain: endpointChecker(endpoints) }
  })
  const firmware = remember((text) => {
    const parsed = parseFirmware(text)
    return { listed: parsed.ok && parsed.firmware.listed, foreign: parsed.ok && parsed.firmware.family !== to.family }
  })

  return (row) => {
    const check = checkers(row.expectedEndpoint ?? account.dataAts)
    const updated = { ...row.connection, firmware: to.text }
    const after = check.outcome(updated)
    const before = row.firmware === undefined ? 'unknown' : check.outcome({ ...row.connection, firmware: row.firmware })
    const installed = row.firmware === undefined ? undefined : firmware(row.firmware)
    const ageDays = row.firmwareDate === undefined ? undefined : Math.floor((now - row.firmwareDate) / 86_400_000)
    const firmwareKnown = howKnown(row, installed?.listed, ageDays, maxAgeDays)
    // Modem firmware of another family cannot be installed.
    const verdict = installed?.foreign ? 'not-applicable' : verdictOf(firmwareKnown, before, after)
    // Sentences are made only for those who need them: they cost more than the answer.
    const [decisive] = after === 'connects' ? [] : check.explain(updated).findings
    const { rule = '', fix = '' } = decisive ?? {}
    return { verdict, firmwareKnown, ageDays, before, after, rule, fix }
  }
}

function howKnown(
  row: FleetRow,
  listed: boolean | undefined,
  ageDays: number | undefined,
  maxAgeDays: number,
): ImpactRow['firmwareKnown'] {
  if (listed === undefined) return 'unknown'
  if (!listed) return 'unlisted'
  if (row.firmwareSource === undefined || ageDays === undefined) return 'unsourced'
  return ageDays <= maxAgeDays ? 'fresh' : 'stale'
}

function verdictOf(known: ImpactRow['firmwareKnown'], before: Outcome, after: Outcome): Verdict {
  if (known !== 'fresh') return 'firmware-unknown'
  if (before === 'unknown' || after === 'unknown') return 'undecided'
  if (connects(before)) return connects(after) ? 'keeps-connecting' : 'goes-dark'
  return connects(after) ? 'comes-back' : 'stays-dark'
}

function connects(outcome: Outcome): boolean {
  return outcome === 'connects' || outcome === 'connects-by-accident'
}
