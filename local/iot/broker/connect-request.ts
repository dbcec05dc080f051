/** An MQTT CONNECT as far as AWS IoT judges it. */
export interface ConnectRequest {
  /** 4 is MQTT 3.1.1, 5 is MQTT 5. */
  level: number
  clientId: string
  clean: boolean
  /** Seconds; 0 when the client leaves it to the server. */
  keepalive: number
  will?: { topic: string; retain: boolean; qos: number }
}

export const mqtt311 = 4
const maxClientIdBytes = 128
const defaultKeepAlive = 1200

/** Why a CONNECT is a protocol error for AWS IoT, whoever sends it (reference 3.2, 5.5 item 8); undefined when it is none. */
export const connectProblem = ({ level, clientId, will }: ConnectRequest): string | undefined => {
  if (level !== mqtt311) return `it speaks MQTT level ${level}, and the local broker has 3.1.1 (level ${mqtt311}) only`
  if (clientId === '') return 'it has no client ID, and what AWS does then is not known here'
  if (Buffer.byteLength(clientId) > maxClientIdBytes) return `its client ID has more than ${maxClientIdBytes} bytes`
  if (will?.qos === 2) return 'its will has QoS 2'
  return undefined
}

/** The keep-alive that counts: 1200 s for 0 and for more than that, never less than the floor (reference 3.2). */
export const effectiveKeepAlive = (keepalive: number, floorSeconds: number): number =>
  keepalive === 0 || keepalive > defaultKeepAlive ? defaultKeepAlive : Math.max(keepalive, floorSeconds)
