import { styleText } from 'node:util'
import type { Colour } from '../../bench/station/colour.ts'
import type { ShiftSummary } from '../../bench/station/shift-summary.ts'
import type { StationEvent } from '../../bench/station/station-event.ts'
import { renderFacts } from './facts.ts'

/** What the output can show: on a terminal every step on the way, and colours beside the words that name them. */
export interface Terminal {
  steps: boolean
  paint(colour: Colour, text: string): string
}

const paints = { green: 'green', amber: 'yellow', red: 'red' } as const

/** A terminal as the stream says; colours also obey NO_COLOR and its like. */
export const terminalOf = (stream: NodeJS.WriteStream): Terminal => ({
  steps: stream.isTTY === true,
  paint: (colour, text) =>
    stream.isTTY === true && (colour === 'green' || colour === 'amber' || colour === 'red')
      ? styleText(paints[colour], text, { stream })
      : text,
})

/** One line for what changed, or undefined for what only a page shows. */
export const renderStationEvent = (event: StationEvent, { steps, paint }: Terminal): string | undefined => {
  if (event.type === 'summary' || event.type === 'order') return undefined
  if (event.type === 'line') {
    const { open, sentence } = event.line
    return `line  ${open ? paint('green', 'OPEN') : paint('red', 'CLOSED')}  ${sentence.says} ${sentence.next}`
  }
  if (event.type === 'unit') {
    const { slot, imei = 'unknown unit', colour, sentence, seconds } = event.unit
    const place = slot === undefined ? 'left' : `slot ${slot}`
    const time = seconds === undefined ? '' : `  ${seconds.toFixed(1)} s`
    return `${place}  ${paint(colour, colour.toUpperCase())}  ${imei}${time}  ${sentence.says} ${sentence.next}`
  }
  const { slot, colour, step, imei, sentence } = event.slot
  if (colour === 'working') return steps && step ? `slot ${slot}  ${imei ?? ''}  ${step}` : undefined
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
