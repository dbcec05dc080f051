import { Readable } from 'node:stream'
import type { ExitCode, RegisterCommand } from '../../cli/command.ts'
import { commands } from '../../cli/commands.ts'
import { runCli } from '../../cli/run-cli.ts'

export interface CliAnswer {
  exit: ExitCode
  stdout: string
  stderr: string
  /** The one JSON document on stdout. */
  json: () => unknown
}

/** Runs `mintmark` in this process. */
export const mintmark = async (
  args: readonly string[],
  {
    env = {},
    signal = new AbortController().signal,
    list = commands,
    now = () => new Date(),
    onStdout = () => {},
  }: {
    env?: Record<string, string>
    signal?: AbortSignal
    list?: readonly RegisterCommand[]
    now?: () => Date
    onStdout?: (text: string) => void
  } = {},
): Promise<CliAnswer> => {
  let [stdout, stderr] = ['', '']
  const exit = await runCli(args, list, {
    env,
    stdin: Readable.from([]),
    stdout: (text) => {
      stdout += text
      onStdout(text)
    },
    stderr: (text) => {
      stderr += text
    },
    now,
    signal,
  })
  return { exit, stdout, stderr, json: () => JSON.parse(stdout) }
}
