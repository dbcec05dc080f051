import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { traceAnalyzer } from '../../core/trace/trace-analyzer.ts'
import { type Figure, figure } from './figure.ts'
import { pcapHeader, tlsFlows } from './trace-traffic.ts'

const megabyte = 1e6
const chunk = 1 << 20
const measured = 256 << 20
const streamed = 1_000_000_000

/** Megabytes a second on one core, from a capture in memory: packets of one size, all of them of TLS connections. */
function rate(packetLength: number, flows: number): number {
  const { bytes, packets, connections } = tlsFlows(packetLength, flows, measured)
  let best = 0
  for (let round = 0; round < 3; round += 1) {
    const analyzer = traceAnalyzer({ seed: 12_345 })
    const start = performance.now()
    for (let at = 0; at < bytes.length; at += chunk) analyzer.push(bytes.subarray(at, at + chunk))
    const facts = analyzer.end()
    best = Math.max(best, bytes.length / megabyte / ((performance.now() - start) / 1000))
    if (facts.packets.tcp !== packets || facts.tcpConnections !== connections) {
      throw new Error(
        `the analyzer saw ${facts.packets.tcp} packets of ${facts.tcpConnections} connections, not ${packets} of ${connections}`,
      )
    }
    if (facts.connections.some(({ carried }) => carried?.tls?.incomplete))
      throw new Error('the TLS records were not followed')
  }
  return best
}

/** Largest resident memory, in MB, of a process that traces a file of 1 GB with 200,000 flows. */
async function memoryOf(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  try {
    const path = join(folder, 'large.pcap')
    await writeLarge(path)
    const script = fileURLToPath(new URL('./trace-memory.ts', import.meta.url))
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.on('data', (text: Buffer) => {
      out += text
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`tracing 1 GB ended with ${code}`)
    return Number(out)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function writeLarge(path: string): Promise<void> {
  await using file = await open(path, 'w')
  const { bytes } = tlsFlows(66, 200_000, 64 << 20)
  await file.write(pcapHeader)
  for (let size = 0; size < streamed; size += bytes.length - pcapHeader.length)
    await file.write(bytes, pcapHeader.length)
}

export async function trace(): Promise<Figure[]> {
  return [
    figure('trace, 1,400-byte packets, 1,000 flows', rate(1400, 1000), 'MB/s', { atLeast: 200 }),
    figure('trace, 66-byte packets, 200,000 flows', rate(66, 200_000), 'MB/s', { atLeast: 50 }),
    figure('trace, resident memory for a file of 1 GB, 66-byte packets, 200,000 flows', await memoryOf(), 'MB', {
      atMost: 200,
    }),
  ]
}
