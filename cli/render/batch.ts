import type { BatchResult } from '../batch/batch-result.ts'
import type { BatchSums } from '../batch/run-batch.ts'
import type { TakeAway } from '../ops-api.ts'

const past: Record<TakeAway, string> = {
  suspend: 'suspended',
  resume: 'resumed',
  revoke: 'revoked',
  scrap: 'scrapped',
}

/** One row of a batch for people. */
export const renderBatchRow = (act: TakeAway, { imei, line, outcome, state, says }: BatchResult): string => {
  const where = line > 0 ? `line ${line}: ` : ''
  if (outcome === 'done') return `${imei} ${state}`
  if (outcome === 'would') return `${imei} ${says}`
  return `${where}${imei} not ${past[act]}: ${says}`
}

/** What a batch came to, and what to do with what is left. */
export const renderBatch = (
  act: TakeAway,
  { rows, done, skipped, would, refused, failed, left }: BatchSums,
  { results, failed: failedFile, dryRun }: { results?: string; failed?: string; dryRun: boolean },
): string => {
  if (rows === 1 && refused + failed + skipped === 0) return ''
  const counts = [
    ...(dryRun ? [`${would} could be done`] : [`${done} done`]),
    ...(skipped > 0 ? [`${skipped} done before`] : []),
    `${refused} refused`,
    `${failed} failed`,
    ...(left > 0 ? [`${left} not begun`] : []),
  ]
  const again = [
    ...(left > 0 && results !== undefined ? [`run it again with --results ${results} to go on`] : []),
    ...(left > 0 && results === undefined ? ['run it again: what is done stays done'] : []),
    ...(refused + failed > 0 && failedFile !== undefined ? [`mend ${failedFile} and give it to --file`] : []),
  ]
  return [`${act}: ${rows} devices; ${counts.join(', ')}`, ...again].join('\n')
}
