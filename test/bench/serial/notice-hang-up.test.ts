import { closeSync, openSync } from 'node:fs'
import type { SerialPort } from 'serialport'
import { noticeHangUp } from '../../../bench/serial/notice-hang-up.ts'

/** A serial port as its binding looks on Linux and macOS, over any file descriptor. */
const portOver = (fd: number) => {
  const poller = { once: (_event: string, call: (error: Error | null) => void) => call(new Error('polled')) }
  const binding = { isOpen: true, fd, poller, read: (_b: Buffer, _o: number, _l: number) => Promise.resolve({}) }
  noticeHangUp({ port: binding } as unknown as SerialPort)
  return binding
}

test('a line that gives 0 bytes was hung up: the read fails instead of asking for ever', async () => {
  const fd = openSync('/dev/null', 'r')
  await expect(portOver(fd).read(Buffer.alloc(8), 0, 8)).rejects.toThrow('hung up')
  closeSync(fd)
})

test('bytes are read as before', async () => {
  const fd = openSync('/dev/zero', 'r')
  expect(await portOver(fd).read(Buffer.alloc(8, 1), 0, 4)).toMatchObject({ bytesRead: 4 })
  closeSync(fd)
})

test('a binding without a poller (Windows) is left as it is', async () => {
  const read = () => Promise.resolve({ bytesRead: 1 })
  const binding = { isOpen: true, read }
  noticeHangUp({ port: binding } as unknown as SerialPort)
  expect(binding.read).toBe(read)
})
