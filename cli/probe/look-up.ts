import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'

export type LookUp = { ok: true; addresses: string[]; ms: number } | { ok: false; says: string; ms: number }

const reasons: Record<string, string> = {
  ENOTFOUND: 'the name does not exist (typing error, or another Region or partition than meant)',
  EAI_AGAIN: 'the DNS server did not answer',
  ESERVFAIL: 'the DNS server failed',
}

/** DNS: all addresses of a host, by the system's resolver. */
export const lookUp = async (host: string): Promise<LookUp> => {
  const start = performance.now()
  const ms = () => Math.round(performance.now() - start)
  if (isIP(host) !== 0) return { ok: true, addresses: [host], ms: 0 }
  try {
    const found = await lookup(host, { all: true })
    return { ok: true, addresses: found.map(({ address }) => address), ms: ms() }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    return { ok: false, says: `${host} does not resolve: ${reasons[code] ?? code}.`, ms: ms() }
  }
}
