import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Device } from '../../local/iot/support/broker.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** Root, certificate and key of a device as files that only we can read, gone when the tests are done. */
export const credentialFiles = (device: Pick<Device, 'cert' | 'key'>, rootCaPem: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'iot-device-'))
  folders.push(folder)
  const write = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  return {
    folder,
    ca: write('root.pem', rootCaPem),
    cert: write('device.pem', device.cert),
    key: write('device.key', device.key),
  }
}
