import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type StationServer, serveStation } from '../../../bench/api/serve-station.ts'
import { createModem } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { fixture } from '../support/fixture.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'

let running: RunningStation
let server: StationServer
let folder = ''
const slot = fixture(1)
const imei = imeiOf(700)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-page-'))
  await writeFile(join(folder, 'index.html'), '<title>station</title>')
  await writeFile(join(folder, '..', 'mintmark-secret.txt'), 'secret')
  running = runStation(standInCloud(), [slot], { needsSerial: true })
  server = await serveStation(running.station, { port: 0, pageFolder: folder })
})
afterAll(async () => {
  await server.close()
  await running.stop()
  await rm(folder, { recursive: true })
  await rm(join(folder, '..', 'mintmark-secret.txt'))
})

const call = async (
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
) => {
  const response = await fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${server.token}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text) as Record<string, unknown>,
  }
}

/** What fetch would not let a test send. */
const rawStatus = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    httpRequest(`${server.url}${path}`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })

test('a test executive starts a unit with its serial, follows it live, and reads its result', async () => {
  const stream = await fetch(`${server.url}/api/v1/events`, { headers: { authorization: `Bearer ${server.token}` } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const reader = stream.body?.getReader()
  let told = ''
  const until = async (text: string) => {
    while (!told.includes(text)) {
      const part = await reader?.read()
      if (!part || part.done) throw new Error(`the stream ended before ${text}`)
      told += Buffer.from(part.value).toString()
    }
  }
  await until('event: state')
  slot.put(createModem({ firmware: 'mfw_nrf9160_1.3.7', imei }))
  await until('"scan-serial"')
  expect(await call('POST', '/api/v1/slots/1/start', { body: { serial: 'SN-7', imei } })).toMatchObject({ status: 202 })
  await until('event: unit')
  await until('"colour":"green"')
  await reader?.cancel()
  expect((await call('GET', '/api/v1/state')).json()).toMatchObject({
    orderId: 'o1',
    slots: [{ slot: 1, colour: 'green', imei, serial: 'SN-7' }],
    summary: { units: 1, confirmed: 1 },
  })
  expect((await call('GET', `/api/v1/units/${imei}`)).json()).toMatchObject({
    outcome: 'confirmed',
    serial: 'SN-7',
    proof: 'digest',
  })
  expect((await call('GET', '/api/v1/units')).json()).toMatchObject({ units: [{ imei }] })
  expect((await call('POST', `/api/v1/units/${imei}/label`)).status).toBe(200)
})

const long = { serial: 'x'.repeat(5000) }

test.each([
  ['GET', '/api/v1/nothing', undefined, 404, 'not-found'],
  ['DELETE', '/api/v1/state', undefined, 405, 'method-not-allowed'],
  ['POST', '/api/v1/slots/9/start', {}, 404, 'slot-not-found'],
  ['POST', '/api/v1/slots/1/start', { serial: 'a b' }, 400, 'request-malformed'],
  ['POST', '/api/v1/slots/1/start', { more: 1 }, 400, 'request-malformed'],
  ['POST', '/api/v1/slots/1/start', '{', 400, 'body-not-json'],
  ['POST', '/api/v1/slots/1/start', long, 413, 'body-not-json'],
  ['GET', '/api/v1/units/350000000000000', undefined, 404, 'unit-not-found'],
  ['POST', '/api/v1/units/350000000000000/label', undefined, 409, 'unit-not-confirmed'],
] as const)('%s %s (%#) is answered', async (method, path, body, status, code) => {
  const answer = await call(method, path, { body })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.json()).toMatchObject({ status, code })
})

test('without the token of this start nothing is told and nothing begins', async () => {
  const wrong: Record<string, string>[] = [
    { authorization: '' },
    { authorization: 'Bearer wrong' },
    { authorization: '', cookie: 'mintmark-1=x' },
  ]
  for (const headers of wrong)
    for (const [method, path] of [
      ['GET', '/api/v1/state'],
      ['GET', '/api/v1/events'],
      ['POST', '/api/v1/slots/1/start'],
    ] as const)
      expect((await call(method, path, { headers })).status).toBe(401)
})

test('a page of another site and a name that was pointed here are turned away, token or not', async () => {
  const authorization = `Bearer ${server.token}`
  const { host } = new URL(server.url)
  expect(await rawStatus('/api/v1/state', { authorization, host })).toBe(200)
  expect(await rawStatus('/api/v1/state', { authorization, host, origin: server.url })).toBe(200)
  expect(await rawStatus('/api/v1/state', { authorization, host: 'evil.example' })).toBe(403)
  expect(await rawStatus('/api/v1/state', { authorization, host, origin: 'http://evil.example' })).toBe(403)
  expect(await rawStatus('/api/v1/state', { authorization, host, origin: 'null' })).toBe(403)
})

test('a browser trades the token for a cookie and gets the page, and nothing outside its folder', async () => {
  const traded = await call('GET', new URL(server.pageUrl).pathname + new URL(server.pageUrl).search, {
    headers: { authorization: '' },
  })
  expect(traded.status).toBe(303)
  const cookie = traded.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(traded.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Strict')
  expect((await call('GET', '/api/v1/state', { headers: { authorization: '', cookie } })).status).toBe(200)
  const page = await call('GET', '/', { headers: { authorization: '' } })
  expect(page.text).toContain('<title>station</title>')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  for (const path of [
    '/../mintmark-secret.txt',
    '/%2e%2e/mintmark-secret.txt',
    '/..%2fmintmark-secret.txt',
    '/none.js',
    '/index.txt',
  ])
    expect((await call('GET', path)).status).toBe(404)
})

test('a port that is taken is named', async () => {
  await expect(serveStation(running.station, { port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE')
})
