import type { SerialPort } from 'serialport'
import { noticeHangUp } from './notice-hang-up.ts'
import { openFailure } from './open-failure.ts'
import type { Port } from './port.ts'
import { portPath } from './port-path.ts'

export interface SerialSettings {
  /** 115200 unless the firmware was built otherwise. */
  baudRate?: number
  /** RTS/CTS; off unless asked for: the Thingy:91 bridge never raises CTS, and writing would block for ever. */
  flowControl?: boolean
}

/**
 * A debugger's UART stays silent until DTR is raised, and firmware built with flow control waits for RTS whatever we do;
 * a pty has no such lines and says so ("Inappropriate ioctl").
 */
const raiseLines = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => port.set({ dtr: true, rts: true }, () => resolve()))

/**
 * Opens a serial port with 115200 8N1, no flow control, DTR on (nrf91-modem.md 1.1 and 1.5).
 * Throws a `BenchError` of layer `port` that says what to do.
 */
export const openSerialPort = async (
  name: string,
  { baudRate = 115_200, flowControl = false }: SerialSettings = {},
): Promise<Port> => {
  // Loaded here, because its native part costs every other command its start-up time.
  const { SerialPort } = await import('serialport')
  const port = new SerialPort({ path: portPath(name), baudRate, rtscts: flowControl, autoOpen: false })
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(openFailure(name, error)) : resolve()))
  })
  noticeHangUp(port)
  await raiseLines(port)
  return {
    name,
    stream: port,
    close: () => new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve())),
  }
}
