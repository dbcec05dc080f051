import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-main-'))
afterAll(() => rmSync(folder, { recursive: true }))

const start = (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [resolve('cli/main.ts'), ...args], {
    cwd: folder,
    env: { ...process.env, MINTMARK_API_URL: 'http://127.0.0.1:9', AWS_REGION: 'eu-west-1', ...env },
  })
  return child
}

const ending = async (child: ChildProcess) => {
  let stdout = ''
  child.stdout?.on('data', (bytes) => {
    stdout += bytes
  })
  const [exit, signal] = await once(child, 'close')
  return { exit, signal, stdout }
}

test('the program answers and ends', async () => {
  expect(await ending(start(['--version']))).toEqual({ exit: 0, signal: null, stdout: '0.1.0\n' })
})

test('a reader that leaves early is no failure', async () => {
  const child = start(['--help'])
  child.stdout?.destroy()
  const [exit] = await once(child, 'close')
  expect(exit).toBe(0)
})

test('Ctrl-C while a silent port is probed ends with 130, long before the port is given up', async () => {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const child = start(['flash', '--port', `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, '--order', 'o1'])
  const ended = ending(child)
  await once(server, 'connection')
  const began = performance.now()
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ exit: 130, signal: null, stdout: '' })
  expect(performance.now() - began).toBeLessThan(6_000)
  server.close()
})
