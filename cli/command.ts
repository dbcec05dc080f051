import type { Command as Program } from 'commander'

/** How every command ends (DESIGN: contracts). 70 is left to bugs and 130 to Ctrl-C; both are set in `cli/main.ts`. */
export const exit = { done: 0, no: 1, usage: 2, cloud: 3, modem: 4, bug: 70, interrupted: 130 } as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** One result, shown twice: `json` with --json, `text` for people. Both say the same. */
export interface CommandResult {
  exit: ExitCode
  /** `undefined` writes nothing: what there was to say was emitted. */
  json: unknown
  text: string
}

/** What a command may touch of its process, so that tests run it without one. */
export interface CommandContext {
  env: Readonly<Record<string, string | undefined>>
  stdin: NodeJS.ReadableStream
  /** A line for people while the work goes on; always on stderr. */
  progress(line: string): void
  /**
   * A line of a stream of results, at once on stdout: JSON with --json, else text; `undefined` is left out there. For
   * commands that answer more than once. Who streams without end awaits it: it waits for a slow reader.
   */
  emit(json: unknown, text: string): unknown
  now(): Date
  /** Aborted by Ctrl-C: stop cleanly, leave nothing half done. */
  signal: AbortSignal
}

/** Runs the body of a command and renders its result; given by `cli/main.ts`. */
export type Run = (body: (context: CommandContext) => Promise<CommandResult>) => Promise<void>

/** A command registers itself (name, options, help text, examples) on the program; one file a command, joined in `cli/commands.ts`. */
export type RegisterCommand = (program: Program, run: Run) => void

/** Thrown by a command for input that is malformed; ends with 2 and shows the sentence, which names value and next step. */
export class UsageError extends Error {
  override name = 'UsageError'
}
