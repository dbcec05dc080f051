import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Modem } from './modem.ts'

export interface TcpPort {
  port: number
  /** Closes the listener and every connection; the modem stays. */
  close(): Promise<void>
}

/**
 * Offers a modem on a TCP port of this machine, to anybody's tool (`socat`, `nc`, a serial-over-TCP client).
 * @param port 0 for any free port
 * @throws as `net.Server` does, for instance EADDRINUSE
 */
export async function serveTcp(modem: Pick<Modem, 'attach'>, port: number): Promise<TcpPort> {
  const detachers = new Map<Socket, () => void>()
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    detachers.set(socket, modem.attach(socket))
    socket.once('close', () => detachers.delete(socket))
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await promise
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const [socket, detach] of detachers) {
        detach()
        socket.destroy()
      }
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
