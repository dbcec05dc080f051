import { readTrace } from '../../cli/trace/read-trace.ts'

/** Traces the file that is named, as the command does, and prints the largest resident memory in MB. Run by `trace.ts`. */
const [path = ''] = process.argv.slice(2)
const context = {
  env: {},
  stdin: process.stdin,
  progress: () => {},
  emit: () => {},
  now: () => new Date(),
  signal: new AbortController().signal,
}
const facts = await readTrace(path, 12_345, context)
if (facts.tcpConnections < 200_000) throw new Error(`only ${facts.tcpConnections} connections were seen`)
console.log(Math.round((process.resourceUsage().maxRSS * 1024) / 1e6))
