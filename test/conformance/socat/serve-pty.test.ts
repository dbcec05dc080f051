import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { createModem } from '../../../simulator/modem.ts'
import { seededRandom } from '../../../simulator/random.ts'
import { servePty } from '../../../simulator/serve-pty.ts'
import { imei } from '../../simulator/credentials.ts'
import { terminal } from '../../simulator/terminal.ts'

const modem = () => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, random: seededRandom(10) })
const directory = mkdtempSync(join(tmpdir(), 'mintmark-pty-'))
afterAll(() => rmSync(directory, { recursive: true }))

const openSerial = async (path: string): Promise<SerialPort> => {
  const port = new SerialPort({ path, baudRate: 115200, autoOpen: false })
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  return port
}
const closeSerial = (port: SerialPort) => new Promise<void>((resolve) => port.close(() => resolve()))

test('a serial library opens and closes it any number of times, with the state kept', async () => {
  const link = join(directory, 'modem, with "odd": name')
  const served = await servePty(modem(), link)
  for (let round = 0; round < 5; round++) {
    const port = await openSerial(link)
    const { ask } = terminal(port)
    expect(await ask('AT+CMEE?')).toEqual([`+CMEE: ${round === 0 ? 0 : 1}`, 'OK'])
    expect(await ask('AT+CMEE=1')).toEqual(['OK'])
    await closeSerial(port)
  }
  await served.close()
  expect(existsSync(link)).toBe(false)
})

test('unplugged, the path is gone; plugged in again, the modem is the same', async () => {
  const link = join(directory, 'unplugged')
  const served = await servePty(modem(), link)
  const port = await openSerial(link)
  const { ask } = terminal(port)
  expect(await ask('AT+CMEE=1')).toEqual(['OK'])
  await served.unplug()
  // A pty that hung up reads as empty for ever, which the serial library does not take for an end.
  await closeSerial(port)
  expect(existsSync(link)).toBe(false)
  await served.plug()
  const again = await openSerial(link)
  expect(await terminal(again).ask('AT+CMEE?')).toEqual(['+CMEE: 1', 'OK'])
  await closeSerial(again)
  await served.close()
})

test('when socat is killed, the port comes back by itself', async () => {
  const link = join(directory, 'killed')
  const served = await servePty(modem(), link)
  const [pid, target] = [served.pid() ?? 0, readlinkSync(link)]
  process.kill(pid, 'SIGKILL')
  while (served.pid() === pid || served.pid() === undefined) await new Promise((resolve) => setTimeout(resolve, 5))
  const port = await openSerial(link)
  expect(await terminal(port).ask('AT+CGSN')).toEqual([imei, 'OK'])
  await closeSerial(port)
  await served.close()
  expect(target).toMatch(/^\/dev\//)
})
