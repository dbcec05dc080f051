import { once } from 'node:events'
import { connect } from 'node:net'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import type { Port } from './port.ts'

/** Opens `tcp://host:port`, the way a simulated modem or a serial server offers its line. */
export const openTcpPort = async (name: string): Promise<Port> => {
  const address = URL.parse(name)
  const port = Number(address?.port)
  if (!address?.hostname || !port) throw fail('port-not-opened', { port: name, reason: 'it is not tcp://host:port' })
  const socket = connect({ host: address.hostname, port, noDelay: true })
  try {
    await once(socket, 'connect')
  } catch (cause) {
    const reason = reasonOf(cause)
    throw reason === 'ECONNREFUSED'
      ? fail('port-not-found', { port: name }, { cause })
      : fail('port-not-opened', { port: name, reason }, { cause })
  }
  return {
    name,
    stream: socket,
    close: async () => {
      if (socket.destroyed) return
      socket.destroy()
      await once(socket, 'close')
    },
  }
}
