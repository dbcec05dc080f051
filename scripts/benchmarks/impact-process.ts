import { registerImpact } from '../../cli/commands/impact.ts'
import { runCli } from '../../cli/run-cli.ts'

// A process of its own, so that its peak memory is that of the command and of nothing else.
await runCli(process.argv.slice(2), [registerImpact], {
  env: {},
  stdin: process.stdin,
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  now: () => new Date('2026-11-22T00:00:00Z'),
  signal: new AbortController().signal,
})
process.stderr.write(`peak ${process.resourceUsage().maxRSS} kB\n`)
