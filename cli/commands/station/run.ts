import { dirname } from 'node:path'
import type { Command as Program } from 'commander'
import { agentVersion } from '../../../bench/agent-version.ts'
import { serveStation } from '../../../bench/api/serve-station.ts'
import { checkRoom } from '../../../bench/files/check-room.ts'
import { lockJournal } from '../../../bench/journal/lock-journal.ts'
import { journalPath, openJournal } from '../../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { openPrinter } from '../../../bench/label/open-printer.ts'
import { createStation } from '../../../bench/station/create-station.ts'
import { resultFiles } from '../../../bench/station/result-file.ts'
import { systemTimers } from '../../../bench/timers.ts'
import { stationCloudOf } from '../../cloud.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { lineOptions } from '../../input/line-options.ts'
import { stationSlots } from '../../input/station-slots.ts'
import { builtPage } from '../../page.ts'
import { renderShift, renderStationEvent, terminalOf } from '../../render/station-event.ts'
import { simulatedPort, simulateWhenAsked } from '../../station/simulated-article.ts'

interface RunOptions {
  order: string
  slot: string[]
  results?: string
  labels?: string
  listen: string
  journal?: string
  slots?: string
  attach?: string
  firstArticle: string
  articleEvery?: string
  openLine?: string
  openLineBy?: string
  rework?: boolean
  serial?: boolean
}

const examples = `
Examples:
  mintmark station run --order ORDER --slot 1=/dev/ttyACM0 --slot 2=/dev/ttyACM2
  mintmark station run --order ORDER --results results --labels tcp://192.0.2.7:9100
Slots named once are found again by their USB socket: later, --order is enough.
Ctrl-C ends the shift; a unit in work is finished the next time it is put in. docs/station-api.md has the local API.`

const collect = (value: string, before: string[]): string[] => [...before, value]

const numberOf = (name: string, text: string, most: number): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > most)
    throw new UsageError(`${name} "${text}" is no whole number from 0 to ${most}`)
  return value
}

/** `mintmark station run`: a shift at the bench, slot by slot, until Ctrl-C. */
export const addStationRun = (station: Program, run: Run): void => {
  station
    .command('run')
    .description('run the bench: every unit that is put in gets its identity')
    .requiredOption('--order <order>', 'order number')
    .option('--slot <n=port>', 'number and port of a slot, or tcp://host:port; repeat for more', collect, [])
    .option('--results <folder>', 'one JSON file per unit')
    .option('--labels <target>', 'tcp://host:9100, a folder (ZPL and PNG), exec:COMMAND (ZPL) or exec-png:COMMAND')
    .option('--listen <port>', 'port of the local API and page; 0 takes a free one', '0')
    .option('--journal <folder>', 'where the journal is kept (.mintmark/journal)')
    .option('--slots <file>', 'where the slots are remembered (.mintmark/slots.json)')
    .option('--serial', 'wait for a scanned serial before a unit is begun')
    .option('--attach <seconds>', 'after confirmation, register on the network within this time, and store its history')
    .option(
      '--first-article <when>',
      'auto: if the order lists golden units; require, skip, or simulate (proves the cloud, not the fixture)',
      'auto',
    )
    .option('--article-every <hours>', 'another first article is due after so many hours, such as 12h')
    .option('--open-line <reason>', 'a supervisor lets units run without a first article, and says why')
    .option('--open-line-by <name>', 'who that is')
    .option('--rework', 'key confirmed devices again, if the order gives this station the right')
    .addHelpText('after', examples)
    .action((options: RunOptions, command: Program) =>
      run((context) => runShift(options, context, command.optsWithGlobals<{ json?: boolean }>().json === true)),
    )
}

const runShift = async (options: RunOptions, context: CommandContext, isJson: boolean): Promise<CommandResult> => {
  const port = numberOf('--listen', options.listen, 65_535)
  const attachMs = options.attach === undefined ? undefined : 1_000 * numberOf('--attach', options.attach, 3_600)
  const { firstArticle, articleEveryMs, opening, isSimulated } = lineOptions(options)
  const { sources, onProven } = await stationSlots(options.slot, options.slots)
  const apiFor = stationCloudOf(context)
  const path = journalPath(options.order, options.journal)
  const unlock = await lockJournal(path)
  try {
    const journal = await openJournal(path, options.order, context.now)
    const station = createStation({
      apiFor,
      lineFor: apiFor,
      simulatedPort,
      journal,
      makeStationKey,
      agentVersion,
      timers: systemTimers,
      now: context.now,
      checkRoom: () => checkRoom(dirname(path)),
      ...(options.results === undefined ? {} : { keepResult: resultFiles(options.results) }),
      ...(options.labels === undefined ? {} : { printer: openPrinter(options.labels) }),
    })({
      orderId: options.order,
      slots: sources,
      onProven,
      rework: options.rework === true,
      firstArticle,
      ...(articleEveryMs === undefined ? {} : { articleEveryMs }),
      ...(options.serial === true ? { needsSerial: true } : {}),
      ...(attachMs === undefined ? {} : { attachMs }),
    })
    const server = await serveStation(station, { port, pageFolder: await builtPage() })
    const terminal = terminalOf(process.stdout)
    station.subscribe((event) => {
      const text = renderStationEvent(event, terminal)
      if (isJson || text !== undefined) void context.emit(event, text ?? '')
    })
    const { url, token, pageUrl } = server
    if (isSimulated) simulateWhenAsked(station)
    await context.emit({ type: 'ready', url, token, pageUrl }, `Page: ${pageUrl}`)
    if (opening) await station.openLine(opening)
    const summary = await station.run(context.signal).finally(server.close)
    await journal.close()
    return {
      exit: exit.interrupted,
      json: { type: 'shift', orderId: options.order, summary },
      text: renderShift(summary),
    }
  } finally {
    await unlock()
  }
}
