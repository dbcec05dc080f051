import { csvLine } from '../../core/impact/csv-line.ts'
import type { FleetRow } from '../../core/impact/fleet-row.ts'
import { type ImpactRow, type ImpactSettings, impactJudge } from '../../core/impact/judge-impact.ts'
import { addToSums, emptySums, type ImpactSums } from '../../core/impact/sum-impact.ts'

export interface ImpactReport {
  sums: ImpactSums
  /** The devices that would go dark; the first thousand. */
  dark: { device: string; count: number; firmware: string | undefined; after: string; rule: string; fix: string }[]
  failed: { rows: number /** The first hundred. */; errors: { line: number; error: string }[] }
  ignoredColumns: string[]
}

export type OutFormat = 'csv' | 'jsonl'

export interface ImpactTally {
  report: ImpactReport
  /** First line of the file of answers. */
  header: string
  /** Judges one row and counts it; answers its line for the file of answers. */
  judge(row: FleetRow): string
  fail(line: number, error: string): void
}

const outColumns = [
  'device',
  'count',
  'firmware',
  'firmware_source',
  'firmware_date',
  'firmware_known',
  'firmware_age_days',
  'before',
  'after',
  'verdict',
  'rule',
  'fix',
]

/** Judges rows as they come: memory holds sums and the first findings, never the fleet. */
export const tallyImpact = (settings: ImpactSettings, format: OutFormat | undefined): ImpactTally => {
  const judge = impactJudge(settings)
  const report: ImpactReport = { sums: emptySums(), dark: [], failed: { rows: 0, errors: [] }, ignoredColumns: [] }
  const { sums, dark, failed } = report
  const render = format === undefined ? () => '' : format === 'csv' ? csvRow : jsonRow
  return {
    report,
    header: format === 'csv' ? `${csvLine(outColumns)}\n` : '',
    judge: (row) => {
      const impact = judge(row)
      addToSums(sums, impact, row.count)
      if (impact.verdict === 'goes-dark' && dark.length < 1000) dark.push(darkOf(row, impact))
      return render(row, impact)
    },
    fail: (line, error) => {
      failed.rows += 1
      if (failed.errors.length < 100) failed.errors.push({ line, error })
    },
  }
}

function darkOf({ device, count, firmware }: FleetRow, { after, rule, fix }: ImpactRow): ImpactReport['dark'][number] {
  return { device, count, firmware, after, rule, fix }
}

function csvRow(row: FleetRow, { firmwareKnown, ageDays, before, after, verdict, rule, fix }: ImpactRow): string {
  const { device, count, firmware = '', firmwareSource = '' } = row
  const known = [firmwareSource, row.firmwareDateText, firmwareKnown, ageDays ?? '']
  return `${csvLine([device, count, firmware, ...known, before, after, verdict, rule, fix])}\n`
}

function jsonRow(row: FleetRow, { firmwareKnown, ageDays, before, after, verdict, rule, fix }: ImpactRow): string {
  const { device, count, firmware = null, firmwareSource = null } = row
  const date = row.firmwareDateText || null
  return `${JSON.stringify({ device, count, firmware, firmwareSource, firmwareDate: date, firmwareKnown, firmwareAgeDays: ageDays ?? null, before, after, verdict, rule, fix })}\n`
}
