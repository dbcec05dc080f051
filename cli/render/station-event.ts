import type { ShiftSummary } from '../../bench/station/shift-summary.ts'
import type { StationEvent } from '../../bench/station/station-event.ts'
import { renderFacts } from './facts.ts'

/** One line for what changed, or undefined for what only a page shows. `withSteps`: also every step on the way. */
export const renderStationEvent = (event: StationEvent, withSteps: boolean): string | undefined => {
  if (event.type === 'summary' || event.type === 'order') return undefined
  if (event.type === 'line') {
    const { open, sentence } = event.line
    return `line  ${open ? 'OPEN' : 'CLOSED'}  ${sentence.says} ${sentence.next}`
  }
  if (event.type === 'unit') {
    const { slot, imei = 'unknown unit', colour, sentence, seconds } = event.unit
    const place = slot === undefined ? 'left' : `slot ${slot}`
    const time = seconds === undefined ? '' : `  ${seconds.toFixed(1)} s`
    return `${place}  ${colour.toUpperCase()}  ${imei}${time}  ${sentence.says} ${sentence.next}`
  }
  const { slot, colour, step, imei, sentence } = event.slot
  if (colour === 'working') return withSteps && step ? `slot ${slot}  ${imei ?? ''}  ${step}` : undefined
  return colour === 'idle' || imei === undefined ? `slot ${slot}  ${sentence.says} ${sentence.next}` : undefined
}

const percent = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : `${(100 * value).toFixed(1)} %`

/** The shift in numbers, and what went wrong most often with what to do about it. */
export const renderShift = (summary: ShiftSummary): string =>
  [
    `${summary.confirmed} of ${summary.units} units confirmed${summary.waiting > 0 ? `, ${summary.waiting} wait for the cloud` : ''}`,
    renderFacts([
      ['yield', percent(summary.yield)],
      ['first pass', percent(summary.firstPassYield)],
      ['takt', summary.taktSeconds === undefined ? undefined : `${summary.taktSeconds.toFixed(1)} s`],
    ]),
    ...summary.failures.map(({ code, count, fix }) => `${count} x ${code}: ${fix}`),
  ]
    .filter((line) => line !== '')
    .join('\n')
