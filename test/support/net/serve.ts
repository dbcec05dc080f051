import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'

export interface Serving {
  port: number
  /** Stops listening and drops what is connected. */
  close(): Promise<void>
}

/** Any server on a free port of 127.0.0.1. */
export const serve = async (server: Server): Promise<Serving> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
