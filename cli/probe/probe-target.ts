import { isIP } from 'node:net'
import { UsageError } from '../command.ts'

/** What is probed: the host as a device names it, and where the bytes go when not where DNS says. */
export interface ProbeTarget {
  host: string
  port: number
  connectTo: { host: string; port: number } | null
}

const portIn = (text: string, whole: string): number => {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new UsageError(`"${whole}" has no port from 1 to 65535 behind the colon`)
}

/** Takes `host`, `host:port`, `[v6]:port` or a bare IPv6 address apart. */
const hostAndPort = (text: string): { host: string; port: number | null } => {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text)
  if (bracketed)
    return { host: bracketed[1] ?? '', port: bracketed[2] === undefined ? null : portIn(bracketed[2], text) }
  if (isIP(text) === 6) return { host: text, port: null }
  const [host = '', port, ...more] = text.split(':')
  if (host === '' || more.length > 0 || /[\s/]/.test(text)) {
    throw new UsageError(`"${text}" is no HOST[:PORT]: give the host name alone, for example HOST:8883`)
  }
  return { host, port: port === undefined ? null : portIn(port, text) }
}

/** Reads the arguments of `mintmark probe`; the port is 8883 unless given. Throws UsageError. */
export const probeTarget = (target: string, connectTo?: string): ProbeTarget => {
  const { host, port } = hostAndPort(target)
  const other = connectTo === undefined ? null : hostAndPort(connectTo)
  return { host, port: port ?? 8883, connectTo: other && { host: other.host, port: other.port ?? port ?? 8883 } }
}
