import http from 'node:http'
import tls from 'node:tls'
import { fail } from '../failures/failure.ts'

export interface NetworkTools {
  /** Since Node 24.14; the older way is a variable that Node reads at its start. */
  setProxy: ((env: Record<string, string>) => unknown) | undefined
  isProxyOn: boolean
  trust(): void
}

const systemTools = (): NetworkTools => ({
  setProxy: http.setGlobalProxyFromEnv,
  isProxyOn: process.env.NODE_USE_ENV_PROXY === '1',
  // A factory's proxy signs with a CA that IT put into the system's store; Node alone would not look there.
  trust: () =>
    tls.setDefaultCACertificates?.([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]),
})

const own = ['localhost', '127.0.0.1', '[::1]']

/**
 * Lets calls of the cloud pass through a factory's network: the proxy that HTTPS_PROXY names (NO_PROXY obeyed, this
 * computer itself never proxied), and the system's trust store. Changes the process, so once, before the first call.
 * Throws `proxy-unsupported` where this Node knows no proxies.
 */
export const useFactoryNetwork = (
  env: Readonly<Record<string, string | undefined>>,
  { setProxy, isProxyOn, trust }: NetworkTools = systemTools(),
): void => {
  trust()
  const proxy = env.HTTPS_PROXY ?? env.https_proxy
  if (!proxy || isProxyOn) return
  if (!setProxy) throw fail('proxy-unsupported', { version: process.version })
  const except = env.NO_PROXY ?? env.no_proxy
  setProxy({ HTTPS_PROXY: proxy, NO_PROXY: [...(except ? [except] : []), ...own].join(',') })
}
