import { Readable } from 'node:stream'
import { Command } from 'commander'
import type { CommandContext, CommandResult, RegisterCommand } from '../../cli/command.ts'

export interface RunCommand {
  result: CommandResult
  emitted: unknown[]
  progress: string[]
}

/** Runs one command as `cli/main.ts` would, without a process; errors of the command come through. */
export async function runCommand(
  register: RegisterCommand,
  args: string[],
  { stdin = '', now = new Date('2026-11-22T00:00:00Z'), env = {} as Record<string, string> } = {},
): Promise<RunCommand> {
  const emitted: unknown[] = []
  const progress: string[] = []
  const context: CommandContext = {
    env,
    stdin: Readable.from([Buffer.from(stdin)]),
    progress: (line) => progress.push(line),
    emit: (json) => emitted.push(json),
    now: () => now,
    signal: new AbortController().signal,
  }
  let result: CommandResult | undefined
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  register(program, async (body) => {
    result = await body(context)
  })
  await program.parseAsync(args, { from: 'user' })
  if (!result) throw new Error(`${args.join(' ')} did not run`)
  return { result, emitted, progress }
}
