import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { signedFetch } from '../local/signed-fetch.ts'
import { describePeer } from './support/peer.ts'

const missing = existsSync('/proc/net/tcp') ? undefined : 'this system has no /proc/net; run: the tests on Linux'

interface Socket {
  protocol: string
  /** Address and port as the kernel writes them: hex, the address in the order of this machine's bytes. */
  local: string
  state: string
}

/** The sockets of one process that have an address, from the kernel's own tables. */
const socketsOf = (pid: number): Socket[] => {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        // Closed since the list was read.
        return []
      }
    }),
  )
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) => {
    const table = `/proc/${pid}/net/${protocol}`
    if (!existsSync(table)) return []
    const rows = readFileSync(table, 'utf8').trim().split('\n').slice(1)
    return rows.flatMap((row) => {
      const [, local = '', , state = '', , , , , , inode = ''] = row.trim().split(/\s+/)
      return inodes.has(inode) ? [{ protocol, local, state }] : []
    })
  })
}

const listening = '0A'
const loopback = /^0100007F:([0-9A-F]{4})$/

describePeer('local cloud × Linux kernel', missing, () => {
  test('all sockets of a running local cloud are on 127.0.0.1, and it listens where it says and nowhere else', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'mintmark-loopback-'))
    const args = [resolve('cli/main.ts'), 'local', '--state-dir', stateDir]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    try {
      const [line] = await once(createInterface(child.stdout), 'line')
      const ready = JSON.parse(String(line))
      // A request makes a function start and call the AWS endpoint: those sockets count, too.
      const answer = await signedFetch(`${ready.apiUrl}/v1/orders`, { service: 'execute-api', credentials: ready })
      expect(answer.status).toBe(200)
      const sockets = socketsOf(child.pid ?? 0)
      expect(sockets.filter(({ local }) => !loopback.test(local))).toEqual([])
      const ports = sockets
        .filter(({ state, protocol }) => state === listening && protocol === 'tcp')
        .map(({ local }) => Number.parseInt(loopback.exec(local)?.[1] ?? '', 16))
      const said = [ready.apiUrl, ready.awsEndpointUrl].map((url: string) => Number(new URL(url).port))
      expect(ports.toSorted()).toEqual([...said, ...Object.values<number>(ready.mqttPorts)].toSorted())
    } finally {
      child.kill('SIGINT')
      expect(await ended).toEqual([0, null])
      rmSync(stateDir, { recursive: true })
    }
  })
})
