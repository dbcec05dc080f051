import { connect, type Socket } from 'node:net'

export type TcpOpened = { ok: true; socket: Socket; ms: number } | { ok: false; says: string; ms: number }

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens on that port (RST)',
  EHOSTUNREACH: 'no route to that host',
  ENETUNREACH: 'no route to that network',
  ECONNRESET: 'the connection was reset while it was opened',
}

/** TCP: opens a connection, or says why not. Silence is what a firewall or an APN that drops packets looks like. */
export const openTcp = (host: string, port: number, timeoutMs: number): Promise<TcpOpened> => {
  const start = performance.now()
  const ms = () => Math.round(performance.now() - start)
  const { promise, resolve } = Promise.withResolvers<TcpOpened>()
  const socket = connect({ host, port, noDelay: true })
  const fail = (says: string) => {
    clearTimeout(timer)
    socket.destroy()
    resolve({ ok: false, says: `${host}:${port}: ${says}.`, ms: ms() })
  }
  const timer = setTimeout(
    () =>
      fail(
        `no answer in ${timeoutMs / 1000} s: packets are dropped on the way (firewall, APN); AWS IoT also listens on 443 with ALPN x-amzn-mqtt-ca`,
      ),
    timeoutMs,
  )
  socket.once('error', (error: NodeJS.ErrnoException) => fail(reasons[error.code ?? ''] ?? String(error.code)))
  socket.once('connect', () => {
    clearTimeout(timer)
    socket.removeAllListeners('error').on('error', () => {})
    resolve({ ok: true, socket, ms: ms() })
  })
  return promise
}
