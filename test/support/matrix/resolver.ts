import { isIP } from 'node:net'
import type { Resolve } from '../../../simulator/device-application.ts'
import type { Ports } from './other-servers.ts'

/** Who answers under one name, or under every name that ends in it when it begins with a dot. */
export interface Zone {
  name: string
  ports: Ports
}

const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
// Reserved, and nobody listens there.
const closed = 1

/**
 * DNS of the matrix. Case and one final dot do not matter, text that is no host name is not known, and neither is a name
 * outside every zone. Every name below a Region's zone leads to that Region, as if it had been given out to some account. An
 * address is taken for one of the account's own endpoint, since nobody can tell from the number.
 */
export const createResolver = (zones: readonly Zone[], own: Ports): Resolve => {
  const lookUp = (text: string): Ports | undefined => {
    if (isIP(text) !== 0) return own
    const name = text.toLowerCase().replace(/\.$/, '')
    if (!hostName.test(name)) return undefined
    const exact = zones.find((zone) => zone.name === name)
    return (exact ?? zones.find((zone) => zone.name.startsWith('.') && name.endsWith(zone.name)))?.ports
  }
  return (name, port) => {
    const ports = lookUp(name)
    return ports && { host: '127.0.0.1', port: ports[port] ?? closed }
  }
}
