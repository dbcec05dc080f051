import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { TestPki } from '../../support/tls/sessions.ts'

export interface OpensslServer {
  port: number
  stop(): Promise<void>
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** The files openssl wants, readable by us alone, gone when the tests are done. */
export const opensslFiles = ({ authority, server, device }: TestPki) => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-openssl-'))
  folders.push(folder)
  const write = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  return {
    folder,
    ca: write('ca.pem', authority.certificate),
    server: ['-cert', write('server.pem', server.certificate), '-key', write('server.key', server.key)],
    device: ['-cert', write('device.pem', device.certificate), '-key', write('device.key', device.key)],
  }
}

/** `openssl s_server` on a free port. */
export const opensslServer = async (args: string[]): Promise<OpensslServer> => {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    'openssl',
    ['s_server', '-accept', '127.0.0.1:0', ...args],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  )
  let said = ''
  while (!/ACCEPT 127\.0\.0\.1:\d+/.test(said)) said += String((await once(child.stdout, 'data'))[0])
  child.stdout.resume()
  return {
    port: Number(/ACCEPT 127\.0\.0\.1:(\d+)/.exec(said)?.[1]),
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill()
      await once(child, 'close')
    },
  }
}

/** `openssl s_client` that says one line and goes. */
export const opensslClient = (port: number, args: string[]): void => {
  spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...args], { input: 'hello\nQ\n', timeout: 10_000 })
}
