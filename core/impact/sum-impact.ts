import { type ImpactRow, type Verdict, verdicts } from './judge-impact.ts'

export interface ImpactSums {
  rows: number
  devices: number
  byVerdict: Record<Verdict, { rows: number; devices: number }>
  /** Of the devices with unknown or old firmware: those that could not connect after the update, whatever they run today. */
  unknownAndDarkAfter: number
}

export function emptySums(): ImpactSums {
  const byVerdict = Object.fromEntries(verdicts.map((verdict) => [verdict, { rows: 0, devices: 0 }]))
  return { rows: 0, devices: 0, byVerdict: byVerdict as ImpactSums['byVerdict'], unknownAndDarkAfter: 0 }
}

/** Adds one judged row, in place: a million rows make no million objects. */
export function addToSums(sums: ImpactSums, { verdict, after }: ImpactRow, count: number): void {
  sums.rows += 1
  sums.devices += count
  sums.byVerdict[verdict].rows += 1
  sums.byVerdict[verdict].devices += count
  if (verdict === 'firmware-unknown' && after !== 'connects') sums.unknownAndDarkAfter += count
}
