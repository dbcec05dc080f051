import {
  GetConnectionCommand,
  type IoTDataPlaneClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot-data-plane'

export interface Connection {
  connected: boolean
  /** Of the certificate that opened it; only if it is tied to a thing. */
  thingName: string | undefined
  /** Milliseconds since 1970. */
  connectedSince: number | undefined
  disconnectReason: string | undefined
}

/** The connection of a client, now or in the last half hour; undefined when AWS IoT remembers none. Asks for no address. */
export const connectionOf = async (data: IoTDataPlaneClient, clientId: string): Promise<Connection | undefined> => {
  try {
    const it = await data.send(new GetConnectionCommand({ clientId }))
    return {
      connected: it.connected === true,
      thingName: it.thingName,
      connectedSince: it.connectedSince,
      disconnectReason: it.disconnectReason,
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}
