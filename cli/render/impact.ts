import { type Verdict, verdicts } from '../../core/impact/judge-impact.ts'
import type { Firmware } from '../../core/modem/firmware.ts'
import type { RegistryImpactReport } from '../impact/run-registry-impact.ts'
import type { ImpactReport } from '../impact/tally-impact.ts'

const meanings: Record<Verdict, string> = {
  'goes-dark': 'connect today and would not after the update',
  'firmware-unknown': 'firmware unknown, without source or date, or too old to rely on',
  undecided: 'cannot be decided: certificate mode or firmware is missing in the answer',
  'stays-dark': 'do not connect today and would not after it',
  'comes-back': 'do not connect today and would after it',
  'keeps-connecting': 'connect today and would after it',
  'not-applicable': 'have modems of another family',
}

/** What an update would do to a fleet, for people; `failedFile` is where failed rows were written. */
export function renderImpact(
  to: Firmware,
  report: ImpactReport & Partial<RegistryImpactReport>,
  failedFile: string | undefined,
): string {
  const { sums, dark, failed, ignoredColumns, leftOut = {} } = report
  const lines = [`update to ${to.text}: ${sums.devices} devices in ${sums.rows} rows`]
  for (const verdict of verdicts) {
    const { devices } = sums.byVerdict[verdict]
    if (devices > 0) lines.push(`${String(devices).padStart(9)}  ${verdict}: ${meanings[verdict]}`)
  }
  if (sums.unknownAndDarkAfter > 0)
    lines.push(`           of the unknown, ${sums.unknownAndDarkAfter} would not connect after the update`)
  for (const { device, count, firmware, rule } of dark.slice(0, 20)) {
    lines.push(`goes dark: ${device}${count > 1 ? ` (${count} devices)` : ''}, ${firmware}: ${rule}`)
  }
  if (dark.length > 20) lines.push('… --out FILE.csv writes them all')
  for (const fix of new Set(dark.map((one) => `${one.rule}: ${one.fix}`))) lines.push(`fix ${fix}`)
  for (const { line, error } of failed.errors.slice(0, 20)) lines.push(`failed: line ${line}: ${error}`)
  if (failed.rows > 0) {
    lines.push(
      `${failed.rows} rows failed${failedFile ? `; mend ${failedFile} and send it in again` : '; --failed FILE writes them'}`,
    )
  }
  if (ignoredColumns.length > 0) lines.push(`not used: column ${ignoredColumns.join(', ')}`)
  const states = Object.entries(leftOut).map(([state, devices]) => `${devices} ${state}`)
  if (states.length > 0) lines.push(`not judged, since nothing of theirs connects: ${states.join(', ')}`)
  return lines.join('\n')
}
