import type { Duplex } from 'node:stream'

/** Bytes both ways: a serial port, a TCP socket, or a simulated modem in this process. */
export interface Port {
  /** As the operator knows it: `COM5`, `/dev/ttyACM0`, `tcp://127.0.0.1:4000`. */
  readonly name: string
  /** Its `close` event, `error` event or end means the port is gone. */
  readonly stream: Duplex
  /** Gives the port back; also fine when it is gone already. */
  close(): Promise<void>
}
