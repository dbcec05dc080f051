import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useFactoryNetwork } from '../../../bench/cloud/use-factory-network.ts'
import { createAuthority } from '../../support/tls/authority.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const host = 'abc123.execute-api.eu-west-1.amazonaws.com'
const closing: (() => void)[] = []
let folder = ''
let apiPort = 0
let caFile = ''

/** A site's proxy: sends every tunnel to its own TLS, as one does that inspects. */
const startProxy = async (answer: (target: string) => number) => {
  const tunnels: string[] = []
  const proxy = createServer().on('connect', (request, socket) => {
    tunnels.push(request.url ?? '')
    const status = answer(request.url ?? '')
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const there = connect(apiPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      there.pipe(socket).pipe(there)
    })
    there.on('error', () => socket.destroy())
    socket.on('error', () => there.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  closing.push(() => proxy.close())
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-proxy-'))
  const authority = await createAuthority('Site Inspection CA')
  const { certificate, key } = await authority.issue('api', { names: [host] })
  caFile = join(folder, 'system.pem')
  await writeFile(caFile, authority.certificate)
  const api = createTlsServer({ cert: certificate, key }, (_, response) => {
    const body = {
      type: 't',
      title: 't',
      status: 404,
      detail: 'no such device',
      next: 'look',
      code: 'device-not-found',
      params: {},
    }
    response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
  })
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
  apiPort = (api.address() as AddressInfo).port
  closing.push(() => api.close())
})
afterAll(async () => {
  for (const close of closing) close()
  await rm(folder, { recursive: true })
})

/** `mintmark device show` as a process of its own: proxy and trust are settings of the process. */
const show = async (env: Record<string, string>) => {
  const child = spawn(process.execPath, [join(root, 'cli', 'main.ts'), '--json', 'device', 'show', '352656100367872'], {
    env: {
      PATH: process.env.PATH ?? '',
      MINTMARK_API_URL: `https://${host}`,
      AWS_ACCESS_KEY_ID: 'AKIATEST',
      AWS_SECRET_ACCESS_KEY: 'secret',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const out: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
  const [status] = await once(child, 'close')
  return { status, json: JSON.parse(Buffer.concat(out).toString()) }
}

test('through a proxy that inspects TLS, with its CA in the trust store of the system', async () => {
  const proxy = await startProxy(() => 200)
  const { status, json } = await show({ HTTPS_PROXY: proxy.url, SSL_CERT_FILE: caFile })
  expect(json).toMatchObject({ refused: { code: 'device-not-found' } })
  expect(status).toBe(1)
  expect(proxy.tunnels[0]).toBe(`${host}:443`)
})

test('without its CA it is named as what it is, at once', async () => {
  const proxy = await startProxy(() => 200)
  const { status, json } = await show({ HTTPS_PROXY: proxy.url })
  expect(json).toMatchObject({ error: { layer: 'cloud', code: 'tls-intercepted' } })
  expect(status).toBe(3)
  expect(proxy.tunnels).toHaveLength(1)
})

test('a proxy that wants a password says so', async () => {
  const proxy = await startProxy(() => 407)
  const { status, json } = await show({ HTTPS_PROXY: proxy.url })
  expect(json).toMatchObject({ error: { code: 'proxy-refused', params: { status: '407' } } })
  expect(status).toBe(3)
})

test('a proxy that does not get through itself is an outage of the cloud, and asked again', async () => {
  const proxy = await startProxy(() => 502)
  const { status, json } = await show({ HTTPS_PROXY: proxy.url })
  expect(json).toMatchObject({ error: { code: 'cloud-unreachable', params: { reason: 'the proxy says 502' } } })
  expect(status).toBe(3)
  expect(proxy.tunnels.length).toBeGreaterThan(1)
})

test('NO_PROXY is obeyed, this computer is never proxied, and a Node that cannot says so', () => {
  const seen: Record<string, string>[] = []
  const tools = { setProxy: (env: Record<string, string>) => seen.push(env), isProxyOn: false, trust: () => {} }
  useFactoryNetwork({}, tools)
  useFactoryNetwork({ https_proxy: 'http://p:1', NO_PROXY: '.corp' }, tools)
  useFactoryNetwork({ HTTPS_PROXY: 'http://p:1' }, { ...tools, isProxyOn: true })
  expect(seen).toEqual([{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '.corp,localhost,127.0.0.1,[::1]' }])
  expect(() => useFactoryNetwork({ HTTPS_PROXY: 'http://p:1' }, { ...tools, setProxy: undefined })).toThrow(
    'NODE_USE_ENV_PROXY',
  )
})
