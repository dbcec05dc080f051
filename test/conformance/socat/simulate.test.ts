import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { SerialPort } from 'serialport'
import { terminal } from '../../simulator/terminal.ts'

const directory = mkdtempSync(join(tmpdir(), 'mintmark-simulate-'))
afterAll(() => rmSync(directory, { recursive: true }))

const simulate = (path: string, env = process.env) =>
  spawn(process.execPath, [resolve('cli/main.ts'), 'simulate', '--mfw', 'mfw_nrf9160_1.3.7', '--pty', path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })

test('mintmark simulate --pty: ready line, a serial port, and a clean end on Ctrl-C', async () => {
  const link = join(directory, 'modem')
  const child = simulate(link)
  const [line] = await once(createInterface(child.stdout), 'line')
  const said = JSON.parse(line)
  expect(said).toEqual({ pty: link, imei: expect.stringMatching(/^\d{15}$/), mfw: 'mfw_nrf9160_1.3.7' })
  const port = new SerialPort({ path: link, baudRate: 115200 })
  await once(port, 'open')
  expect(await terminal(port).ask('AT+CGSN')).toEqual([said.imei, 'OK'])
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
  port.close()
  expect(existsSync(link)).toBe(false)
})

test('without socat it ends with 4 and the line that installs it', async () => {
  const child = simulate(join(directory, 'none'), { ...process.env, PATH: directory })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  expect(await once(child, 'close')).toEqual([4, null])
  expect(stderr).toContain('apt-get install socat')
})
