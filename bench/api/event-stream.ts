import type { ServerResponse } from 'node:http'
import type { Station } from '../station/create-station.ts'
import { stateOf } from './answer.ts'

/** Server-sent events: first `state`, then every event of the station under its own type. */
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
  response.once('close', unsubscribe)
}
