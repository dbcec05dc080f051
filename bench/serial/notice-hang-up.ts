import { readSync } from 'node:fs'
import type { SerialPort } from 'serialport'
import { reasonOf } from '../failures/reason-of.ts'

const mustWait = (error: unknown): boolean => ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes(reasonOf(error))

/**
 * On Linux and macOS, reading a line that was hung up gives 0 bytes for ever; serialport 13 then asks again without a
 * pause, and an unplugged port would cost a whole CPU and never close. With this, 0 bytes mean that the port is gone.
 * The descriptor never blocks (serialport opens it with O_NONBLOCK), so it is read at once: a way through the thread pool
 * for each packet of each of 16 ports would queue up behind the syncs of the journal.
 */
export const noticeHangUp = (serial: SerialPort): void => {
  const binding = serial.port
  if (!binding || !('poller' in binding) || !('fd' in binding)) return
  const readable = (): Promise<void> =>
    new Promise((resolve, reject) => {
      binding.poller.once('readable', (error: Error | null) => (error ? reject(error) : resolve()))
    })
  binding.read = async (buffer, offset, length) => {
    for (;;) {
      if (!binding.isOpen || binding.fd === null) throw Object.assign(new Error('Port is not open'), { canceled: true })
      try {
        const bytesRead = readSync(binding.fd, buffer, offset, length, null)
        if (bytesRead > 0) return { bytesRead, buffer }
      } catch (error) {
        if (!mustWait(error)) throw error
        await readable()
        continue
      }
      throw new Error('hung up')
    }
  }
}
