import type { Port } from '../../bench/serial/port.ts'
import type { Station } from '../../bench/station/create-station.ts'
import { createModem } from '../../simulator/modem.ts'

/** A modem in this process, for a first article without a golden unit at hand. */
export const simulatedPort = (unit: { imei: string; firmware: string }): Port => {
  const stream = createModem(unit).connect()
  return { name: 'simulated', stream, close: async () => void stream.destroy() }
}

/** Runs a simulated article each time the line waits for one. */
export const simulateWhenAsked = (station: Station): void => {
  const waits = ['line-needs-article', 'line-article-due']
  station.subscribe((event) => {
    if (event.type !== 'line' || !waits.includes(event.line.sentence.code)) return
    // What becomes of it is the next event of the line; when the shift ends meanwhile, nobody asks any more.
    station.simulateArticle().catch(() => {})
  })
}
