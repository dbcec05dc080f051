import { Command, CommanderError } from 'commander'
import { agentVersion } from '../bench/agent-version.ts'
import { type CommandContext, type CommandResult, type ExitCode, exit, type RegisterCommand } from './command.ts'
import { thrownResult } from './outcome.ts'

export interface CliIo {
  env: CommandContext['env']
  stdin: NodeJS.ReadableStream
  /** What it answers is awaited where much is written: a reader may be slower than we are. */
  stdout: (text: string) => unknown
  stderr: (text: string) => void
  now: () => Date
  signal: AbortSignal
}

const about =
  'Gives every nRF91 cellular device its own identity on AWS IoT Core, on the factory line, and proves that the identity works.'

const exits = `
Ends with 0 done · 1 the answer is no · 2 usage or malformed input · 3 cloud not reachable
4 modem or port · 70 a bug · 130 Ctrl-C`

const usageError = (says: string) => ({ error: { layer: 'usage', code: 'usage', says: says.replace(/^error: /, '') } })

const calledOff: CommandResult = {
  exit: exit.interrupted,
  json: { error: { layer: 'usage', code: 'interrupted', says: 'Called off.' } },
  text: 'Called off.',
}

/** Runs one command line. The answer goes to stdout, all else to stderr; the status says how it ended. */
export const runCli = async (
  args: readonly string[],
  commands: readonly RegisterCommand[],
  io: CliIo,
): Promise<ExitCode> => {
  let ended: ExitCode = exit.done
  const program = new Command('mintmark')
    .description(about)
    .version(agentVersion)
    .option('--json', 'one JSON document (or JSON lines) on stdout, everything else on stderr')
    .addHelpText('after', exits)
    .showHelpAfterError('(--help shows the options and examples)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .exitOverride()

  const isJson = (): boolean => program.opts<{ json?: boolean }>().json === true
  const show = ({ json, text, exit: code }: CommandResult): void => {
    ended = code
    if (isJson() && json !== undefined) io.stdout(`${JSON.stringify(json)}\n`)
    // A "no" that is the answer belongs to the answer; what kept a command from answering does not.
    const isAnswer = code === exit.done || code === exit.no
    if (text !== '' && !(isJson() && isAnswer)) (isAnswer ? io.stdout : io.stderr)(`${text}\n`)
  }

  const context: CommandContext = {
    env: io.env,
    stdin: io.stdin,
    progress: (line) => io.stderr(`${line}\n`),
    emit: (json, text) => {
      const line = isJson() ? JSON.stringify(json) : text
      return line === undefined ? undefined : io.stdout(`${line}\n`)
    },
    now: io.now,
    signal: io.signal,
  }

  const run = async (body: (context: CommandContext) => Promise<CommandResult>): Promise<void> => {
    try {
      show(await body(context))
    } catch (error) {
      show(io.signal.aborted ? calledOff : thrownResult(error, io.env))
    }
  }

  for (const register of commands) register(program, run)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return exit.done
    if (args.includes('--json')) io.stdout(`${JSON.stringify(usageError(error.message))}\n`)
    return exit.usage
  }
  return ended
}
