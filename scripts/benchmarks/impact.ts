import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Figure, figure } from './figure.ts'

const run = promisify(execFile)
const right = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const devices = 1_000_000

/** `mintmark impact` over a file of a million devices, each with its answer written out. */
export async function impact(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  try {
    const file = join(folder, 'fleet.csv')
    await pipeline(Readable.from(fleet()), createWriteStream(file))
    const worker = fileURLToPath(new URL('impact-process.ts', import.meta.url))
    const args = ['impact', '--to', 'mfw_nrf9160_1.3.7', '--expected-endpoint', right, file, '--json']
    const start = performance.now()
    const { stdout, stderr } = await run(process.execPath, [worker, ...args, '--out', join(folder, 'out.csv')], {
      maxBuffer: 64 * 1024 * 1024,
    })
    const seconds = (performance.now() - start) / 1000
    const { sums } = JSON.parse(stdout) as { sums: { devices: number } }
    if (sums.devices !== devices) throw new Error(`${sums.devices} devices were judged instead of ${devices}`)
    const megabytes = Number(/peak (\d+) kB/.exec(stderr)?.[1]) / 1024
    return [
      figure('impact, 1000000 devices in CSV and out again', seconds, 's', { atMost: 10 }),
      figure('impact, peak memory over 1000000 devices', megabytes, 'MB', { atMost: 300 }),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

function* fleet(): Generator<string> {
  const firmware = ['mfw_nrf9160_1.2.0', 'mfw_nrf9160_1.1.2', 'mfw_nrf9160_1.2.3', 'mfw_nrf9160_1.3.2', '']
  const hosts = [right, right, 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com', 'null']
  yield 'imei,firmware,firmware_source,firmware_date,hostname,certificate_mode,client_id\n'
  let piece = ''
  for (let index = 0; index < devices; index += 1) {
    const imei = 350_000_000_000_000 + index
    const day = String(1 + (index % 20)).padStart(2, '0')
    piece += `${imei},${firmware[index % 5]},registry,2026-11-${day},${hosts[index % 4]},DEFAULT,mintmark-${imei}\n`
    if (piece.length > 65_536) {
      yield piece
      piece = ''
    }
  }
  yield piece
}
