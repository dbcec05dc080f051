import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { synthesize } from '../../cli/assembly.ts'
import type { MintAnswer } from '../../core/api/credentials.ts'
import { functions } from '../../infra/functions.ts'
import { type LocalCloud, startLocalCloud } from '../../local/start.ts'
import { signedFetch } from '../local/signed-fetch.ts'
import { cloudRequest, imeiOf, proofOf, stationRequest } from '../support/unit.ts'
import { rendered } from './rendered.ts'

const [imei, other] = [imeiOf(1), imeiOf(2)]
const reason = { reason: 'a test of the rights that each function has' }

let cloud: LocalCloud
let said: string[]
let policies: Record<string, unknown>
beforeAll(async () => {
  const assembly = await synthesize()
  said = []
  cloud = await startLocalCloud({ assemblyDirectory: assembly, log: () => {} })
  cloud.onFunctionOutput(({ text }) => void said.push(text))
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'mintmark-dev-factory-api.template.json'), 'utf8'))
  const managed = Object.values(rendered(Resources) as Record<string, { Type: string; Properties: never }>)
    .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .map(({ Properties }: { Properties: { ManagedPolicyName: string; PolicyDocument: unknown } }) => [
      Properties.ManagedPolicyName,
      JSON.parse(JSON.stringify(Properties.PolicyDocument).replaceAll('<Api>', '*')),
    ])
  policies = Object.fromEntries(managed)
}, 120_000)
afterAll(() => cloud.stop())

/** What the tests look at of any answer, with the status of the response. */
interface Answer {
  http: number
  orderId: string
  state: string
  spent: number
  certificateId: string
  thingName: string
  expectedEndpoint: string
  orders: unknown[]
  events: unknown[]
  devices: { imei: string }[]
}

/** A principal that holds one of the two managed policies and nothing else. */
const caller = (audience: 'ops' | 'station') => {
  const user = cloud.createUser(`a-${audience}`, policies[`mintmark-dev-${audience}`])
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const response = await signedFetch(`${cloud.ready.apiUrl}/v1${path}`, {
      service: 'execute-api',
      credentials: user,
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    return { ...((await response.json()) as Answer), http: response.status }
  }
  return {
    arn: user.arn,
    ask,
    get: (path: string) => ask('GET', path),
    post: (path: string, body = {}) => ask('POST', path, body),
  }
}

/** Queues a presence event as the topic rule does. */
const connected = async (clientId: string, principalIdentifier: string) => {
  const { awsEndpointUrl, accessKeyId, secretAccessKey } = cloud.ready
  const event = {
    eventType: 'connected',
    clientId,
    topicClientId: clientId,
    principalIdentifier,
    timestamp: Date.now(),
  }
  const response = await signedFetch(`${awsEndpointUrl}/`, {
    service: 'sqs',
    credentials: { accessKeyId, secretAccessKey },
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({
      QueueUrl: `${awsEndpointUrl}/123456789012/mintmark-dev-first-connect`,
      MessageBody: JSON.stringify(event),
    }),
  })
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('MessageId')])
  await cloud.idle()
}

test('every function has the rights that its work needs, for callers with the rights that theirs needs', async () => {
  const ops = caller('ops')
  const station = caller('station')
  const check = await ops.post('/endpoint-checks', { firmware: 'mfw_nrf9160_1.3.7', hostname: null })
  expect(check.http).toBe(200)
  const profile = {
    name: 'tracker',
    hostname: check.expectedEndpoint,
    securityTag: 16842753,
    keySources: ['station', 'cloud'],
  }
  const order = await ops.post('/orders', { profile, quantity: 3, stations: [station.arn], imeis: [imei, other] })
  expect(order.http).toBe(201)

  const unit = `/orders/${order.orderId}/devices/${imei}`
  expect((await station.get(`${unit}/admission`)).http).toBe(200)
  const request = await stationRequest()
  const minted = await station.post(`${unit}/credentials`, { ...request, serial: 'S-1' })
  expect(minted.http).toBe(201)
  expect((await station.post(`${unit}/credentials`, { ...request, serial: 'S-1' })).http).toBe(201)
  // Another key: the first certificate is detached and deleted.
  const again = await station.post(`${unit}/credentials`, { ...(await stationRequest()), serial: 'S-1' })
  expect(again).toMatchObject({ http: 201, generation: 2 })
  const proof = proofOf(again as Answer & MintAnswer)
  expect(await station.post(`${unit}/credentials/${again.certificateId}/confirmation`, proof)).toMatchObject({
    http: 200,
    state: 'confirmed',
  })
  const byCloud = await station.post(`/orders/${order.orderId}/devices/${other}/credentials`, cloudRequest())
  expect(byCloud.http).toBe(201)

  await connected(again.thingName, again.certificateId)
  expect((await ops.get(`/devices/${imei}`)).state).toBe('registered')

  expect((await ops.get('/orders')).orders).toHaveLength(1)
  expect((await ops.get(`/orders/${order.orderId}`)).spent).toBe(2)
  expect((await ops.get(`/devices/${imei}/history`)).events.length).toBeGreaterThan(2)
  const questions = {
    serial: 'S-1',
    thing: again.thingName,
    certificate: again.certificateId,
    order: order.orderId,
    station: station.arn,
    firmware: 'mfw_nrf9160_1.3.7',
    state: 'registered',
    day: new Date().toISOString().slice(0, 10),
  }
  for (const [name, value] of Object.entries(questions)) {
    const { devices } = await ops.get(`/devices?${new URLSearchParams({ [name]: value })}`)
    expect([name, devices.map((device) => device.imei)]).toEqual([name, expect.arrayContaining([imei])])
  }
  expect((await ops.get('/devices?uuid=50363154-3931-44f0-8022-121b6401627d')).devices).toEqual([])

  for (const act of ['suspension', 'resumption', 'revocation'])
    expect([act, (await ops.post(`/devices/${imei}/${act}`, reason)).http]).toEqual([act, 200])
  expect((await ops.post(`/devices/${other}/scrapping`, reason)).state).toBe('scrapped')
  expect((await ops.post('/sweeps', { dryRun: false })).http).toBe(200)
  expect((await ops.post('/fleet-view')).http).toBe(200)
  expect((await ops.get('/fleet-view')).http).toBe(200)
  for (const act of ['close', 'reopen'])
    expect([act, (await ops.post(`/orders/${order.orderId}/${act}`)).http]).toEqual([act, 200])
  expect(said.filter((line) => /AccessDenied|not authorized/.test(line))).toEqual([])
  // Every function starts cold, one after the other.
}, 120_000)

test('a station is refused at every route of ops alone, before any function runs', async () => {
  const station = caller('station')
  const routes = functions.flatMap(({ route }) => (route?.audience.includes('station') === false ? [route] : []))
  expect(routes.length).toBeGreaterThan(0)
  for (const { method, path } of routes) {
    const concrete = path
      .replace('/v1', '')
      .replace('{orderId}', 'o-2')
      .replace('{imei}', imei)
      .replace('{name}', 'bench-1')
    const { http } = await station.ask(method, concrete, method === 'POST' ? {} : undefined)
    expect([method, path, http]).toEqual([method, path, 403])
  }
})
