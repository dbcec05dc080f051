import { type AddressInfo, createConnection, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { type ConnectionOptions, connect, createServer, type TLSSocket, type TlsOptions } from 'node:tls'

/** What passed between two ends, in order. `end` is how that end closed. */
export type Passed = { from: 'client' | 'server'; bytes: Buffer } | { from: 'client' | 'server'; end: 'FIN' | 'RST' }

export interface Session {
  client: TLSSocket
  /** The server's end, once its handshake is done; never, when it refuses. */
  server: Promise<TLSSocket>
}

/** Listens on a free port of the loopback interface and says which. */
export const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })

/** Lets bytes through from one end to the other and writes them down. */
const tap = (from: 'client' | 'server', source: Socket, target: Socket, passed: Passed[]) => {
  source.on('data', (bytes: Buffer) => {
    passed.push({ from, bytes })
    target.write(bytes)
  })
  source.on('end', () => {
    passed.push({ from, end: 'FIN' })
    target.end()
  })
  source.on('error', () => {
    passed.push({ from, end: 'RST' })
    target.resetAndDestroy()
  })
}

/**
 * Runs a real TLS session over loopback through a recorder and returns what passed. `talk` gets both ends when the client starts;
 * their errors are part of the story, not of the test.
 */
export const recordSession = async (
  serverOptions: TlsOptions,
  clientOptions: ConnectionOptions,
  talk: (session: Session) => Promise<void>,
): Promise<Passed[]> => {
  const passed: Passed[] = []
  const listener = createServer(serverOptions)
  const server = new Promise<TLSSocket>((resolve) => listener.once('secureConnection', resolve))
  // An end that nobody reads never learns that the other one has closed.
  server.then((socket) => socket.on('error', () => {}).resume())
  const port = await listen(listener)
  const recorder = createTcpServer({ allowHalfOpen: true }, (near) => {
    const far = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true })
    tap('client', near, far, passed)
    tap('server', far, near, passed)
    Promise.all([closed(near), closed(far)]).then(() => recorder.close())
  })
  const recorderPort = await listen(recorder)
  const over = new Promise<void>((resolve) => recorder.once('close', () => resolve()))
  const client = connect({
    maxVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    ...clientOptions,
    port: recorderPort,
    host: '127.0.0.1',
  })
  client.on('error', () => {}).resume()
  await talk({ client, server })
  client.destroy()
  await over
  await new Promise<void>((resolve) => listener.close(() => resolve()))
  return passed
}

/** Resolves once an end has had an event, or has closed without one. */
export const once = (end: TLSSocket, event: 'secureConnect' | 'data' | 'close'): Promise<void> =>
  new Promise((resolve) => {
    if (end.closed) resolve()
    end.once(event, () => resolve())
    end.once('close', () => resolve())
  })
