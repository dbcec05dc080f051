import { once } from 'node:events'
import { synthesize } from '../../cli/assembly.ts'
import { startLocalCloud } from '../../local/start.ts'

// A process of its own, so that its time begins where that of `mintmark local` does and its memory is that of the cloud.
const [assembly = '', stateDirectory = '', synth] = process.argv.slice(2)
const assemblyDirectory = synth === 'synth' ? await synthesize(assembly) : assembly
const cloud = await startLocalCloud({ assemblyDirectory, stateDirectory, log: () => {} })
const station = cloud.createUser('bench', { Statement: [] }, ['arn:aws:iam::123456789012:policy/mintmark-dev-station'])
process.stdout.write(`${JSON.stringify({ ms: performance.now(), ready: cloud.ready, station })}\n`)
process.stdin.resume()
await once(process.stdin, 'end')
// What first connects have queued is part of the work.
await cloud.idle()
await cloud.stop()
process.stdout.write(`${JSON.stringify({ kilobytes: process.resourceUsage().maxRSS })}\n`)
