import { openSerialPort, type SerialSettings } from './open-serial-port.ts'
import { openTcpPort } from './open-tcp-port.ts'
import type { Port } from './port.ts'

/**
 * Opens what the operator named: a device path (`/dev/ttyACM0`, `COM12`) or `tcp://host:port`.
 * Throws a `BenchError` of layer `port`.
 */
export const openPort = async (name: string, settings: SerialSettings = {}): Promise<Port> =>
  name.startsWith('tcp://') ? openTcpPort(name) : openSerialPort(name, settings)
