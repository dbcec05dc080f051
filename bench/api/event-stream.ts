import type { ServerResponse } from 'node:http'
import type { Station } from '../station/create-station.ts'
import { stateOf } from './answer.ts'

const aliveMs = 2_000

/** Server-sent events: first `state`, then every event of the station under its own type, and `alive` between them. */
export const streamEvents = (station: Station, response: ServerResponse): void => {
  const send = (type: string, data: unknown, id?: number) =>
    response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  // A page that comes back after a break needs no replay: the state says all.
  send('state', stateOf(station))
  const unsubscribe = station.subscribe((event) => send(event.type, event, event.seq))
  // A client that hears nothing for a while must not show what it heard last as if it were so.
  const beat = () => send('alive', { at: new Date().toISOString() })
  beat()
  const beating = setInterval(beat, aliveMs)
  response.once('close', () => {
    unsubscribe()
    clearInterval(beating)
  })
}
