import { openTcp, type TcpOpened } from './open-tcp.ts'

/** Where to connect: addresses are tried one after the other until one opens. */
export interface Reach {
  addresses: readonly string[]
  port: number
}

/** TCP to the first address that opens; where none does, what the first one said: it is the one a device would take. */
export const openFirst = async ({ addresses, port }: Reach, timeoutMs: number): Promise<TcpOpened> => {
  let first: TcpOpened | undefined
  for (const address of addresses) {
    const tcp = await openTcp(address, port, timeoutMs)
    if (tcp.ok) return tcp
    first ??= tcp
  }
  return first ?? { ok: false, says: 'there is no address to connect to.', ms: 0 }
}
