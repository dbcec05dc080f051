import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { startLocalCloud } from '../../local/start.ts'
import { StartError } from '../../local/start-error.ts'
import { resetState } from '../../local/state/reset-state.ts'
import { synthesize } from '../assembly.ts'
import { type CommandContext, exit, type RegisterCommand, UsageError } from '../command.ts'
import { setUpLocalStations } from '../station/set-up-local-stations.ts'

interface LocalOptions {
  port: string
  stateDir: string
  reset?: boolean
}

const examples = `
Examples:
  mintmark local                         keeps its state in .mintmark/local
  mintmark local --port 4570 --reset     the HTTP API at 4570, the AWS endpoint at 4571, all state dropped first
The first line on stdout is one JSON object; its "env" holds what other commands need. Ctrl-C stops it, with 0.`

/** `mintmark local`: the stacks of this version on this machine, until Ctrl-C. */
export const registerLocal: RegisterCommand = (program, run) => {
  program
    .command('local')
    .description('run the cloud on this machine, for trying out and for tests')
    .option('--port <number>', 'port of the HTTP API; the AWS endpoint takes the next one; 0 takes free ones', '0')
    .option('--state-dir <directory>', 'where orders, devices and certificates are kept', '.mintmark/local')
    .option('--reset', 'drop the kept state first')
    .addHelpText('after', examples)
    .action((options: LocalOptions) => run((context) => runUntilStopped(options, context)))
}

const portFrom = (text: string): number => {
  const port = Number(text)
  // The AWS endpoint takes the port above.
  if (/^\d+$/.test(text) && port < 65_535) return port
  throw new UsageError(`--port is a number from 0 to 65534, not '${text}'`)
}

const start = async ({ port, stateDir, reset }: LocalOptions, progress: CommandContext['progress']) => {
  const apiPort = portFrom(port)
  const stateDirectory = resolve(stateDir)
  if (reset === true && existsSync(stateDirectory)) resetState(stateDirectory)
  mkdirSync(stateDirectory, { recursive: true })
  const assemblyDirectory = await synthesize()
  try {
    return await startLocalCloud({ assemblyDirectory, stateDirectory, port: apiPort, log: progress })
  } catch (error) {
    // What the templates, the kept state or the port do not allow is for the caller to change.
    if (error instanceof StartError) throw new UsageError(error.message)
    throw error
  }
}

const runUntilStopped = async (options: LocalOptions, { emit, progress, signal, now }: CommandContext) => {
  const cloud = await start(options, progress)
  await setUpLocalStations(cloud, now())
  emit(cloud.ready, JSON.stringify(cloud.ready))
  await new Promise<void>((stopped) => {
    if (signal.aborted) stopped()
    signal.addEventListener('abort', () => stopped(), { once: true })
  })
  await cloud.stop()
  return { exit: exit.done, json: { stopped: true }, text: '' }
}
