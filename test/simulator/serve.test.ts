import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createModem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { MissingSocatError, servePty } from '../../simulator/serve-pty.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { imei } from './credentials.ts'
import { terminal } from './terminal.ts'

const modem = () => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, random: seededRandom(10) })
const directory = mkdtempSync(join(tmpdir(), 'mintmark-pty-'))
afterAll(() => rmSync(directory, { recursive: true }))

describe('TCP', () => {
  const open = async (port: number): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port })
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return socket
  }

  test('answers one client after the other, and keeps what the modem knows', async () => {
    const served = await serveTcp(modem(), 0)
    for (const expected of ['+CMEE: 0', '+CMEE: 1']) {
      const socket = await open(served.port)
      const { ask } = terminal(socket)
      expect(await ask('AT+CMEE?')).toEqual([expected, 'OK'])
      expect(await ask('AT+CMEE=1')).toEqual(['OK'])
      socket.destroy()
    }
    await served.close()
  })

  test('listens on loopback only, and a port in use is an error', async () => {
    const served = await serveTcp(modem(), 0)
    await expect(serveTcp(modem(), served.port)).rejects.toMatchObject({ code: 'EADDRINUSE', address: '127.0.0.1' })
    await served.close()
    await expect(open(served.port).then(() => 'open')).rejects.toThrow('ECONNREFUSED')
  })
})

test('without socat the error says how to get it', async () => {
  const attempt = servePty(modem(), join(directory, 'none'), join(directory, 'socat'))
  await expect(attempt).rejects.toBeInstanceOf(MissingSocatError)
  await expect(attempt).rejects.toThrow('apt-get install socat')
})

test('a file that is not ours is left alone', async () => {
  const path = join(directory, 'precious')
  writeFileSync(path, 'data')
  await expect(servePty(modem(), path)).rejects.toThrow('is not a symbolic link: choose another path')
  expect(readFileSync(path, 'utf8')).toBe('data')
})
