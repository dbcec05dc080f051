#!/usr/bin/env node
import { once } from 'node:events'
import { exit } from './command.ts'
import { commands } from './commands.ts'
import { thrownResult } from './outcome.ts'
import { runCli } from './run-cli.ts'

const interrupt = new AbortController()
process.on('SIGINT', () => {
  // Asked twice, it does not wait for the step in hand.
  if (interrupt.signal.aborted) process.exit(exit.interrupted)
  interrupt.abort(new Error('Ctrl-C'))
})
process.on('SIGTERM', () => interrupt.abort(new Error('SIGTERM')))
// A reader such as `head` may leave early: that is no failure of ours.
process.stdout.on('error', () => process.exit(exit.done))

const status = await runCli(process.argv.slice(2), commands, {
  env: process.env,
  stdin: process.stdin,
  stdout: (text) => {
    if (!process.stdout.write(text)) return once(process.stdout, 'drain').then(() => undefined)
  },
  stderr: (text) => void process.stderr.write(text),
  now: () => new Date(),
  signal: interrupt.signal,
}).catch((error) => {
  const { text, exit: code } = thrownResult(error, process.env)
  process.stderr.write(`${text}\n`)
  return code
})

// Kept connections would hold the process for seconds; what was written must still get out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(status)))
