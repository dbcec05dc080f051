import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { rootCertificates } from 'node:tls'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { IoTClient } from '@aws-sdk/client-iot'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { HttpResponse } from '@smithy/core/protocols'
import type { APIGatewayProxyEventV2WithIAMAuthorizer, Context } from 'aws-lambda'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { profileSchema } from '../../../core/api/profile.ts'
import { mintCredential as route } from '../../../core/api/routes/mint-credential.ts'
import { luhnDigit } from '../../../core/device/luhn.ts'
import type { OrderRecord } from '../../../core/order/order-record.ts'
import { apiDoor } from '../../../lambdas/doors/api-door.ts'
import { mintCredential } from '../../../lambdas/mint-credential/mint-credential.ts'

const host = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const station = 'arn:aws:iam::123456789012:user/bench'
const certificateId = 'c'.repeat(64)

const order: OrderRecord = {
  orderId: 'o-1',
  status: 'open',
  profile: profileSchema.parse({ name: 'bench', hostname: host, securityTag: 16842753 }),
  quantity: 1_000_000,
  spent: 0,
  stations: [station],
  reworkStations: [],
  shares: {},
  spentBy: {},
  openedAt: '2026-11-22T00:00:00.000Z',
  openedBy: 'arn:aws:iam::123456789012:user/ops',
  warnings: [],
  account: { dataAts: host },
}

interface Asked {
  headers: Record<string, string>
  path: string
  body?: unknown
}

const decoder = new TextDecoder()
const textOf = (body: unknown): string => (typeof body === 'string' ? body : decoder.decode(body as Uint8Array))

/** What AWS answers to the calls of a mint, ready to be sent: a network without a network. */
const cannedAnswers = () => {
  const bytes = (value: object) => Buffer.from(JSON.stringify(value))
  const row = (item: object) => marshall({ schema: 1, ...item }, { removeUndefinedValues: true })
  const ofOrder = bytes({ Item: row(order) })
  const ofUpdate = bytes({ Attributes: row({ state: 'minted', generation: 1, certificateId, station }) })
  const certificate = bytes({
    certificateId,
    certificateArn: `arn:aws:iot:eu-west-1:123456789012:cert/${certificateId}`,
    certificatePem: rootCertificates[0],
  })
  const nothing = bytes({})
  const bodyFor = ({ headers, path, body }: Asked): Buffer => {
    const operation = headers['x-amz-target']?.split('.')[1]
    if (operation === 'GetItem') return textOf(body).includes('{"S":"ORDER"}') ? ofOrder : nothing
    if (operation === 'UpdateItem') return ofUpdate
    return path === '/certificates' ? certificate : nothing
  }
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => undefined,
    handle: async (request: Asked) => {
      const headers = { 'content-type': 'application/json' }
      return { response: new HttpResponse({ statusCode: 200, headers, body: bodyFor(request) }) }
    },
  }
}

const imeiOf = (n: number): string => {
  const digits = `35265698${String(n).padStart(6, '0')}`
  return `${digits}${luhnDigit(digits)}`
}

const eventFor = (imei: string, csr: string) =>
  ({
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    pathParameters: { orderId: order.orderId, imei },
    requestContext: { requestId: 'r', authorizer: { iam: { userArn: station } } },
    body: JSON.stringify({ keySource: 'station', csr, firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }),
    isBase64Encoded: false,
  }) as unknown as APIGatewayProxyEventV2WithIAMAuthorizer

/** The whole function but the network: parse, check the request and its signature, sign and marshal nine calls, answer. */
const mintDoor = () => {
  const shared = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    requestHandler: cannedAnswers(),
  }
  const iot = new IoTClient(shared)
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(shared), {
    marshallOptions: { removeUndefinedValues: true },
  })
  const mint = mintCredential({
    table: { client, name: 'mintmark-dev-registry' },
    iot,
    iotOnce: new IoTClient({ ...shared, maxAttempts: 1 }),
    fleet: 'mintmark',
    stationRole: 'mintmark-dev-stations',
    policyName: 'mintmark-dev-device',
    thingTypeName: 'mintmark-dev-device',
    now: Date.now,
    newToken: randomUUID,
    sleep: (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
    leaseMilliseconds: 40_000,
  })
  return apiDoor(route, ({ path, body, caller }) =>
    mint({ orderId: path.orderId ?? '', imei: path.imei ?? '', caller, request: body }),
  )
}

const keys = 50
/** By then V8 has compiled what is hot; its own threads count as well. */
const warmUp = 1_000
const mints = 1_000

/** Milliseconds of processor time of each of a thousand mints in a warm process, all threads of the process together, smallest first. */
export const ownProcessorTime = async (): Promise<number[]> => {
  const handler = mintDoor()
  const requests = await Promise.all(Array.from({ length: keys }, () => makeStationKey('sec1', 'bench')))
  const one = async (n: number): Promise<number> => {
    const event = eventFor(imeiOf(n), requests[n % keys]?.csrPem ?? '')
    const start = process.cpuUsage()
    const answer = await handler(event, {} as Context)
    const { user, system } = process.cpuUsage(start)
    if (answer.statusCode !== 201) throw new Error(`a mint was answered with ${answer.statusCode}: ${answer.body}`)
    return (user + system) / 1000
  }
  for (let n = 0; n < warmUp; n += 1) await one(n)
  const times: number[] = []
  for (let n = 0; n < mints; n += 1) times.push(await one(n))
  return times.toSorted((a, b) => a - b)
}
