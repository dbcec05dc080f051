// A process of its own, as a cold start is one. Processor time, because others share this machine: from the start of Node
// until the handler stands there.
const [file = ''] = process.argv.slice(2)
const before = process.cpuUsage()
await import(file)
const { user, system } = process.cpuUsage()
process.stdout.write(
  `${JSON.stringify({ started: (user + system) / 1000, loaded: (user + system - before.user - before.system) / 1000 })}\n`,
)
process.exit()
