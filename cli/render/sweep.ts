import type { SweepAnswer } from '../../core/api/sweeps.ts'

const listed = (items: readonly string[]): string =>
  items.length === 0 ? 'none' : `${items.length}: ${items.slice(0, 10).join(', ')}${items.length > 10 ? ', …' : ''}`

/** What a sweep did, or would do, for people. */
export const renderSweep = ({ dryRun, disagreeing, unfinished, foreign, ...done }: SweepAnswer): string => {
  const verb = dryRun ? 'to be ' : ''
  return [
    `reservations ${verb}released   ${listed(done.released)}`,
    `reworks ${verb}taken back      ${listed(done.restored)}`,
    `certificates ${verb}deleted    ${listed(done.deleted)}`,
    `certificates ${verb}switched off ${listed(done.switchedOff)}`,
    `first articles ${verb}ended     ${listed(done.articles)}`,
    `inactive certificates that are not ours, untouched: ${foreign}`,
    ...disagreeing.map(
      ({ imei, state, certificateId, status }) =>
        `disagreement: ${imei} is ${state}, but its certificate ${certificateId.slice(0, 12)}… is ${status}; see mintmark device recheck ${imei}`,
    ),
    ...(unfinished ? ['the time was up before everything was looked at: sweep again, or wait for the schedule'] : []),
  ].join('\n')
}
