import { registerDevice } from '../../../cli/commands/device/device.ts'
import { runCli } from '../../../cli/run-cli.ts'

// A process of its own, so that its peak memory is that of the command and of nothing else.
process.exitCode = await runCli(process.argv.slice(2), [registerDevice], {
  env: process.env,
  stdin: process.stdin,
  stdout: (text) => new Promise((done) => process.stdout.write(text, done)),
  stderr: (text) => void process.stderr.write(text),
  now: () => new Date(),
  signal: new AbortController().signal,
})
process.stderr.write(`peak ${process.resourceUsage().maxRSS} kB\n`)
