import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateCertificateFromCsrCommand, IoTClient, paginateListCertificates } from '@aws-sdk/client-iot'
import { marshall } from '@aws-sdk/util-dynamodb'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { inParallel } from '../../scripts/demo/in-parallel.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

/** The deep tests take a thousand. */
const count = Number(process.env.MINTMARK_BATCH ?? 100)
const root = join(import.meta.dirname, '..', '..')
const at = '2026-11-22T03:00:00.000Z'

let story: StoryCloud
let orderId: string
let iot: IoTClient
let dynamo: DynamoDBClient
beforeAll(async () => {
  story = await startStoryCloud({ maxWorkers: 4 })
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = story.cloud.ready
  const options = { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
  iot = new IoTClient(options)
  dynamo = new DynamoDBClient(options)
  ;({ orderId } = await story.openOrder(count))
}, 120_000)
afterAll(async () => {
  for (const client of [iot, dynamo]) client.destroy()
  await story.stop()
})

/** Devices in the field, as a year of production leaves them; each with a certificate of its own. */
const registered = async (): Promise<string[]> => {
  const { csrPem: certificateSigningRequest } = await makeStationKey('sec1', 'test')
  const numbers = Array.from({ length: count }, (_, n) => n)
  const rows = await inParallel(numbers, 16, async (n) => {
    const { certificateId = '', certificateArn = '' } = await iot.send(
      new CreateCertificateFromCsrCommand({ certificateSigningRequest, setAsActive: true }),
    )
    const imei = imeiOf(n)
    const device: DeviceRecord = {
      ...{ imei, thingName: `mintmark-${imei}`, orderId, state: 'registered', generation: 1, keySource: 'station' },
      ...{ certificateId, certificateArn, station: story.station.arn },
      ...{ reservedAt: at, mintedAt: at, confirmedAt: at, registeredAt: at, changedAt: at },
    }
    return { pk: `DEVICE#${imei}`, sk: 'DEVICE', schema: 1, ...device }
  })
  const requests = rows.map((row) => ({ PutRequest: { Item: marshall(row) } }))
  for (let from = 0; from < requests.length; from += 25)
    await dynamo.send(
      new BatchWriteItemCommand({ RequestItems: { 'mintmark-dev-registry': requests.slice(from, from + 25) } }),
    )
  return rows.map(({ imei }) => imei)
}

const statuses = async () => {
  const found: Record<string, number> = {}
  for await (const { certificates = [] } of paginateListCertificates({ client: iot, pageSize: 250 }, {}))
    for (const { status = '' } of certificates) found[status] = (found[status] ?? 0) + 1
  return found
}

/** The real command, in a process of its own. */
const revoke = (list: string, results: string) => {
  const args = [
    'cli/main.ts',
    'device',
    'revoke',
    '--file',
    list,
    '--results',
    results,
    '--per-second',
    '100',
    '--json',
  ]
  const { accessKeyId, secretAccessKey } = story.ops
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      ...story.cloud.ready.env,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  return { child, ended: once(child, 'close').then(([code]) => ({ code, lines: out.trim().split('\n') })) }
}
const doneIn = async (results: string) =>
  (await readFile(results, 'utf8').catch(() => '')).split('\n').filter((line) => line.includes('"outcome":"done"'))
    .length

test(`a batch of ${count} is killed in the middle, and the next run does the rest and nothing twice`, async () => {
  const imeis = await registered()
  const [list, results] = [join(story.folder, 'stolen.txt'), join(story.folder, 'revoke.jsonl')]
  await writeFile(list, imeis.join('\n'))
  const first = revoke(list, results)
  while ((await doneIn(results)) < count / 2) await new Promise((resolve) => setTimeout(resolve, 50))
  first.child.kill('SIGKILL')
  await first.ended
  const half = await doneIn(results)
  expect(half).toBeGreaterThanOrEqual(count / 2)
  expect(half).toBeLessThan(count)

  story.cloud.faults.clear()
  const { code, lines } = await revoke(list, results).ended
  expect(code).toBe(0)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    rows: count,
    done: count - half,
    skipped: half,
    refused: 0,
    failed: 0,
    left: 0,
  })
  expect(await statuses()).toEqual({ REVOKED: count })
  const order = await story.apiAs(story.ops).readOrder(orderId)
  expect(order).toMatchObject({ states: { revoked: count, registered: 0 } })
  expect(await doneIn(results)).toBe(count)
}, 240_000)
