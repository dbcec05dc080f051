import { printable } from '../printable.ts'
import { ByteCursor } from '../tls/byte-cursor.ts'

/** An MQTT connection without TLS: on a device made for AWS IoT, its fallback broker. No password or user name is kept. */
export interface PlainMqtt {
  clientId: string | null
  userName: boolean
  password: boolean
  /** The broker's return code (MQTT 3.1.1 section 3.2.2.3, 5.0 section 3.2.2.2); null when no CONNACK was seen. */
  returnCode: number | null
}

const remainingLength = (cursor: ByteCursor): number => {
  let value = 0
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = cursor.number(1)
    value += (byte & 0x7f) * 2 ** shift
    if ((byte & 0x80) === 0) break
  }
  return value
}

/** Reads an MQTT CONNECT (MQTT 3.1.1 section 3.1, MQTT 5 section 3.1) at `start`; null when it is none. */
export const readPlainConnect = (buffer: Buffer, start: number, end: number): PlainMqtt | null => {
  const cursor = new ByteCursor(buffer, start, end)
  if (cursor.number(1) !== 0x10) return null
  remainingLength(cursor)
  const protocol = cursor.vector(2).text()
  if (cursor.failed || (protocol !== 'MQTT' && protocol !== 'MQIsdp')) return null
  const level = cursor.number(1)
  const flags = cursor.number(1)
  cursor.skip(2)
  if (level === 5) cursor.skip(remainingLength(cursor))
  const clientId = cursor.vector(2)
  return {
    clientId: clientId.failed || cursor.failed ? null : printable(clientId.text()),
    userName: (flags & 0x80) !== 0,
    password: (flags & 0x40) !== 0,
    returnCode: null,
  }
}

/** The return code of a CONNACK at `start`, or null when there is none. */
export const readPlainConnack = (buffer: Buffer, start: number, end: number): number | null => {
  const cursor = new ByteCursor(buffer, start, end)
  const isConnack = cursor.number(1) === 0x20
  remainingLength(cursor)
  cursor.skip(1)
  const code = cursor.number(1)
  return isConnack && !cursor.failed ? code : null
}
