import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { listDevicesQuery } from '../../../core/api/devices.ts'
import type { Table } from '../../../lambdas/adapters/registry/table.ts'
import { listDevices } from '../../../lambdas/list-devices/list-devices.ts'

/** Without a bound V8 takes what the machine has, and the peak says nothing of what the command keeps. */
const smallHeap = ['--max-old-space-size=48', '--max-semi-space-size=2']

export interface Export {
  lines: number
  /** Peak of the process that exports, in MB. */
  peak: number
  seconds: number
}

/** Runs `mintmark device list --all` with these options over a registry, in a process of its own. */
export const measureExport = async (table: Table, ...options: string[]): Promise<Export> => {
  const list = listDevices({ table })
  const server = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams)
    void list(listDevicesQuery.parse(query)).then((page) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(page))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const begin = performance.now()
  const child = spawn(
    process.execPath,
    [...smallHeap, fileURLToPath(new URL('export-process.ts', import.meta.url)), 'device', 'list', '--all', ...options],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        MINTMARK_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'bench',
        AWS_SECRET_ACCESS_KEY: 'bench',
      },
    },
  )
  let [lines, said] = [0, '']
  child.stdout.on('data', (piece: Buffer) => {
    for (const byte of piece) if (byte === 10) lines += 1
  })
  child.stderr.on('data', (piece: Buffer) => {
    said += piece
  })
  const [status] = await once(child, 'close')
  server.close()
  if (status !== 0) throw new Error(`the export ended with ${status}: ${said}`)
  const peak = Number(/peak (\d+) kB/.exec(said)?.[1]) / 1024
  return { lines, peak, seconds: (performance.now() - begin) / 1000 }
}
