import dns, { type LookupAddress } from 'node:dns'
import tls from 'node:tls'

/**
 * For programs that talk to MiniStack (`node --import`): its API has a name below `.localhost`, which is loopback (RFC 6761,
 * 6.3) although not every resolver says so, and it answers there with the certificate of `localhost`.
 */
const isBelow = (name: string) => name.endsWith('.localhost')

type Told = (error: Error | null, address: string | LookupAddress[], family?: number) => void

const { lookup } = dns
const { checkServerIdentity } = tls

const lookupBelow = (name: string, ...rest: unknown[]): unknown => {
  if (!isBelow(name)) return Reflect.apply(lookup, dns, [name, ...rest])
  const told = rest.at(-1) as Told
  const [options] = rest
  const wantsAll = typeof options === 'object' && options !== null && 'all' in options && options.all === true
  const address = '127.0.0.1'
  return wantsAll ? process.nextTick(told, null, [{ address, family: 4 }]) : process.nextTick(told, null, address, 4)
}

Object.assign(dns, { lookup: lookupBelow })
Object.assign(tls, {
  checkServerIdentity: (name: string, certificate: tls.PeerCertificate) =>
    checkServerIdentity(isBelow(name) ? 'localhost' : name, certificate),
})
