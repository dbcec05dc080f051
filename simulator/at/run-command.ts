import { type CommandContext, notSupported } from './command-family.ts'
import { commands } from './commands.ts'
import { parseCommand } from './parse-command.ts'

/** Runs one command line; answers what the modem sends back, final result included. */
export function runCommand(line: string, context: CommandContext): string {
  const command = parseCommand(line)
  if (!command) return 'ERROR\r\n'
  if (command.name === '') return 'OK\r\n'
  const answer = commands[command.name]?.(command, context) ?? { lines: [], error: notSupported }
  return [...answer.lines, finalResult(answer.error, context)].map((text) => `${text}\r\n`).join('')
}

export function finalResult(error: number | undefined, { state }: CommandContext): string {
  if (error === undefined) return 'OK'
  return state.session.errorCodes ? `+CME ERROR: ${error}` : 'ERROR'
}
