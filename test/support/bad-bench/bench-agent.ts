/**
 * A station as a process of its own, for days on which the plug is pulled: its only argument is a `BenchAgent` as JSON. It
 * prints the station's events as JSON lines, takes `{"start":{slot,…}}` and `{"reprint":imei}` a line, and ends when its
 * standard input does.
 */
import { createInterface } from 'node:readline'
import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import { useFactoryNetwork } from '../../../bench/cloud/use-factory-network.ts'
import { lockJournal } from '../../../bench/journal/lock-journal.ts'
import { openJournal } from '../../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { openPrinter } from '../../../bench/label/open-printer.ts'
import { openPort } from '../../../bench/serial/open-port.ts'
import { createStation } from '../../../bench/station/create-station.ts'
import { resultFiles } from '../../../bench/station/result-file.ts'
import { systemTimers } from '../../../bench/timers.ts'

export interface BenchAgent {
  apiUrl: string
  accessKeyId: string
  secretAccessKey: string
  orderId: string
  journal: string
  results: string
  labels: string
  /** `tcp://…`, by slot number. */
  slots: Record<string, string>
  /** How far its clock is ahead. */
  clockMs: number
  needsSerial: boolean
}

const task = JSON.parse(process.argv[2] ?? '') as BenchAgent
const { accessKeyId, secretAccessKey, orderId } = task

useFactoryNetwork(process.env)
await lockJournal(task.journal)
const now = () => new Date(Date.now() + task.clockMs)
/** Pauses between tries are short here; how long an answer may take is not. */
const timers = {
  ...systemTimers,
  after: (ms: number, call: () => void) => systemTimers.after(ms < 10_000 ? ms / 20 : ms, call),
}
const station = createStation({
  apiFor: (signal) =>
    connectFactoryApi({
      settings: { apiUrl: task.apiUrl, region: 'eu-west-1' },
      credentials: async () => ({ accessKeyId, secretAccessKey }),
      timers,
      now,
      signal,
    }),
  journal: await openJournal(task.journal, orderId, now),
  makeStationKey,
  agentVersion: '0.1.0',
  timers: systemTimers,
  now,
  keepResult: resultFiles(task.results),
  printer: openPrinter(task.labels),
})({
  orderId,
  slots: Object.entries(task.slots).map(([slot, port]) => ({ slot: Number(slot), port, open: () => openPort(port) })),
  watchMs: 100,
  finishMs: 300,
  quietMs: 5,
  ...(task.needsSerial ? { needsSerial: true } : {}),
})
station.subscribe((event) => void process.stdout.write(`${JSON.stringify(event)}\n`))
const stop = new AbortController()
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { start, reprint } = JSON.parse(line)
    if (start) station.start(start.slot, start)
    if (reprint) void station.reprint(reprint)
  })
  .on('close', () => stop.abort(new Error('the shift is over')))
await station.run(stop.signal)
process.exit(0)
