import { createServer, type Socket } from 'node:net'
import type { Modem } from '../../../simulator/modem.ts'
import { serve } from '../net/serve.ts'

export interface Bed {
  /** `tcp://…`, the same whatever lies in it. */
  port: string
  put(modem: Modem): void
  take(): void
  close(): Promise<void>
}

/** A fixture whose port stays when the board is changed, as a bed of nails has one. */
export const startBed = async (): Promise<Bed> => {
  const sockets = new Map<Socket, () => void>()
  let modem: Modem | undefined
  const connect = (socket: Socket) => {
    sockets.get(socket)?.()
    sockets.set(socket, modem?.attach(socket) ?? (() => {}))
  }
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume()
    socket.once('close', () => sockets.delete(socket))
    connect(socket)
  })
  const { port, close } = await serve(server)
  const change = (to: Modem | undefined) => {
    modem = to
    for (const socket of sockets.keys()) connect(socket)
  }
  return {
    port: `tcp://127.0.0.1:${port}`,
    put: change,
    take: () => change(undefined),
    close,
  }
}
