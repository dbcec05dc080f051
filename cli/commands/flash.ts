import { dirname } from 'node:path'
import { agentVersion } from '../../bench/agent-version.ts'
import { openAtSession } from '../../bench/at/at-session.ts'
import { BenchError } from '../../bench/failures/failure.ts'
import { checkRoom } from '../../bench/files/check-room.ts'
import { flash } from '../../bench/flash/flash.ts'
import type { FlashEvent, FlashResult } from '../../bench/flash/flash-result.ts'
import { checkUnlocked } from '../../bench/journal/lock-journal.ts'
import { journalPath, openJournal } from '../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import { openPort } from '../../bench/serial/open-port.ts'
import { systemTimers } from '../../bench/timers.ts'
import { type KeySource, keySources } from '../../core/api/profile.ts'
import { cloudOf } from '../cloud.ts'
import { type CommandContext, type ExitCode, exit, type RegisterCommand, UsageError } from '../command.ts'
import { failureResult } from '../outcome.ts'
import { renderFlashEvent } from '../render/flash-event.ts'
import { renderFlashResult } from '../render/flash-result.ts'

interface FlashOptions {
  port: string
  order: string
  serial?: string
  keySource?: string
  journal?: string
  baud: string
  rtscts?: boolean
}

const graceMs = 1_000

const examples = `
Examples:
  mintmark flash --port /dev/ttyACM0 --order ORDER
  mintmark flash --port COM12 --order ORDER --serial SN-000123 --json
  mintmark flash --port tcp://127.0.0.1:4000 --order ORDER
Stopped at any moment, the same command finishes the unit: one unit of the order, one certificate.`

/** `mintmark flash`: gives the unit on one port its identity. */
export const registerFlash: RegisterCommand = (program, run) => {
  program
    .command('flash')
    .description('give the unit on a port its identity, and prove that the modem holds it')
    .requiredOption('--port <name>', 'serial port of the modem, or tcp://host:port')
    .requiredOption('--order <order>', 'order number')
    .option('--serial <text>', "the product's own serial number")
    .option('--key-source <source>', 'modem, station or cloud, instead of the best one that the profile allows')
    .option('--journal <folder>', 'where the journal is kept (.mintmark/journal)')
    .option('--baud <rate>', 'speed of the port', '115200')
    .option('--rtscts', 'hardware flow control, for boards that drive RTS and CTS')
    .addHelpText('after', examples)
    .action((options: FlashOptions) =>
      run(async (context) => {
        const result = await flashPort(options, context)
        return { exit: exitOf(result), json: result, text: renderFlashResult(result) }
      }),
    )
}

const flashPort = async (options: FlashOptions, context: CommandContext): Promise<FlashResult> => {
  const { port: name, order: orderId, serial, rtscts: flowControl = false } = options
  const baudRate = Number(options.baud)
  if (!Number.isInteger(baudRate) || baudRate <= 0) throw new UsageError(`--baud "${options.baud}" is no speed`)
  const keySource = readKeySource(options.keySource)
  const api = cloudOf(context)
  const path = journalPath(orderId, options.journal)
  await checkUnlocked(path)
  await checkRoom(dirname(path))
  const onEvent = (event: FlashEvent) => context.progress(renderFlashEvent(event))
  const open = await openPort(name, { baudRate, flowControl }).catch((error: unknown) => {
    if (error instanceof BenchError) return error.failure
    throw error
  })
  if ('says' in open)
    return { port: name, orderId, outcome: 'failed', step: 'probe', failure: open, modemChanged: false }
  const session = openAtSession({ timers: systemTimers })(open)
  // The command in flight may end by itself; a modem that is silent is not waited for.
  context.signal.addEventListener('abort', () => systemTimers.after(graceMs, session.close))
  try {
    const journal = await openJournal(path, orderId, context.now)
    const flashUnit = flash({ api, journal, makeStationKey, agentVersion, onEvent })
    return await flashUnit({ session, orderId, serial, keySource, signal: context.signal }).finally(journal.close)
  } finally {
    await session.close()
  }
}

const readKeySource = (text: string | undefined): KeySource | undefined => {
  if (text === undefined) return undefined
  const source = keySources.find((known) => known === text)
  if (source === undefined) throw new UsageError(`--key-source "${text}" is none of ${keySources.join(', ')}`)
  return source
}

const exitOf = (result: FlashResult): ExitCode => {
  if (result.outcome === 'confirmed') return exit.done
  return result.outcome === 'refused' ? exit.no : failureResult(result.failure).exit
}
