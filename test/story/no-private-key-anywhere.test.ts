import { generateKeyPairSync } from 'node:crypto'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { systemTimers, type Timers } from '../../bench/timers.ts'
import { createModem, type Modem, type ModemOptions } from '../../simulator/modem.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { mintmark } from '../cli/support.ts'
import { everythingWritten, ownKeys } from '../support/everything-written.ts'
import { type FlashMore, type StoryCloud, securityTag, startStoryCloud } from '../support/local-cloud.ts'
import { pausesTo } from '../support/pauses-to.ts'
import { findKeys, type KeyTraces, tracesOf } from '../support/private-keys.ts'
import { cloudRequest, imeiOf } from '../support/unit.ts'

let story: StoryCloud
/** PEM of every private key of a device that existed in the run, with where it came from. */
const deviceKeys = new Map<string, string>()
const printed: string[] = []
const streams = [process.stdout, process.stderr]
const writes = streams.map((stream) => stream.write)

/** What runs in this process may print past every log: the streams are listened to. */
const listen = () => {
  for (const [index, stream] of streams.entries())
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      printed.push(Buffer.from(chunk as string).toString('latin1'))
      return writes[index]?.call(stream, chunk, ...rest) ?? true
    }) as typeof stream.write
}

beforeAll(async () => {
  listen()
  story = await startStoryCloud()
  const { controlPlane } = story.cloud.iot
  const { handle } = controlPlane
  // Also those keys are noted whose answer never reached anybody.
  controlPlane.handle = async (call, caller) => {
    const answer = await handle(call, caller)
    if (call.operation === 'CreateKeysAndCertificate') {
      const { keyPair } = answer.body as { keyPair: { PrivateKey: string } }
      deviceKeys.set(keyPair.PrivateKey, `cloud key ${deviceKeys.size}`)
    }
    return answer
  }
}, 120_000)
afterAll(async () => {
  for (const [index, stream] of streams.entries()) Object.assign(stream, { write: writes[index] })
  await story.stop()
})

let units = 0
const newModem = (firmware: string, more: Partial<ModemOptions> = {}) =>
  createModem({ firmware, imei: imeiOf(++units), ...more })

/** Notes what the modem holds now: the key of its tag, and the one that signs its attestations. */
const note = (modem: Modem) => {
  const key = modem.credential(securityTag, 2)?.content
  if (key?.includes('PRIVATE KEY')) deviceKeys.set(key.trim(), `key in modem ${modem.imei}`)
  deviceKeys.set(modem.state().identityKey, `identity key of modem ${modem.imei}`)
}

/** Flashes, keeps what came back as somebody would log it, and notes every key. */
const flash = async (modem: Modem, orderId: string, more: FlashMore = {}) => {
  const result = await story
    .flash(modem, orderId, { timers: pausesTo(() => {}), ...more })
    .catch((error: unknown) => ({ outcome: 'threw', error }))
  printed.push(JSON.stringify(result), inspect(result, { depth: 20, showHidden: true }))
  note(modem)
  return result.outcome
}

const sources = [
  ['a key of the modem', 'mfw_nrf9160_1.3.7', ['modem']],
  ['a station key in SEC1', 'mfw_nrf9160_1.2.3', ['station']],
  ['a station key in PKCS#8', 'mfw_nrf91x1_2.0.4', ['station']],
  ['an RSA key of the cloud', 'mfw_nrf9160_1.2.0', ['cloud']],
] as const

test.each(sources)('%s: made, stored, proven and connected with', async (_, firmware, keySources) => {
  const { orderId } = await story.openOrder(9, { keySources: [...keySources] })
  const modem = newModem(firmware)
  expect(await flash(modem, orderId)).toBe('confirmed')
  expect(await story.connect(modem)).toMatchObject({ outcome: 'connected' })
})

/** The line has no latency here. */
const hasty: Timers = { ...systemTimers, after: (ms, call) => systemTimers.after(ms / 40, call) }
const onKeyWrite = new RegExp(`^AT%CMNG=0,${securityTag},2`)
const faults = [
  'echo-without-result',
  'answer-memory-full',
  'unplug-mid-answer',
  'reset-mid-answer',
  'half-answer',
] as const

test.each(faults)('%s while a key is written', async (name) => {
  const { orderId } = await story.openOrder(9, { keySources: ['station', 'cloud'] })
  for (const keySource of ['station', 'cloud'] as const) {
    const modem = newModem('mfw_nrf9160_1.2.3', { faults: [{ name, command: onKeyWrite }] })
    await flash(modem, orderId, { keySource, atTimers: hasty })
    expect(await flash(modem, orderId, { keySource, atTimers: hasty })).toBe('confirmed')
  }
})

const mint = 'mintmark-dev-mint-credential'
const broken = { refuse: { name: 'NobodyKnowsThisException', status: 400, message: 'injected' } }

test('a function that dies, fails or loses its answer with a cloud key in its hands', async () => {
  const { orderId } = await story.openOrder(9, { keySources: ['cloud'] })
  const { faults: injected } = story.cloud
  const create = 'iot:CreateKeysAndCertificate'
  injected.inject({ operation: create, caller: mint, when: 'after', effect: 'kill-caller' })
  await flash(newModem('mfw_nrf9160_1.2.0'), orderId)
  injected.inject({ operation: create, caller: mint, effect: 'lose-answer' })
  await flash(newModem('mfw_nrf9160_1.2.0'), orderId)
  injected.inject({ operation: 'iot:AttachPolicy', caller: mint, effect: broken })
  await flash(newModem('mfw_nrf9160_1.2.0'), orderId)
  injected.inject({ operation: 'dynamodb:UpdateItem', caller: mint, times: 2, effect: broken })
  await flash(newModem('mfw_nrf9160_1.2.0'), orderId)
  expect(story.said.join('\n')).toContain('NobodyKnowsThisException')
})

test('a key sent by mistake, in every place of a request', async () => {
  const { orderId } = await story.openOrder(9)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ format: 'pem', type: 'sec1' }).toString()
  deviceKeys.set(pem, 'key sent by mistake')
  const unit = `/orders/${orderId}/devices/${imeiOf(999)}`
  const good = { ...cloudRequest(), keySource: 'station', csr: pem }
  const bodies = [good, { ...good, csr: `${pem}${pem}` }, { ...good, privateKey: pem }, { ...good, serial: pem }]
  const confirmation = `${unit}/credentials/${'0'.repeat(64)}/confirmation`
  const answers = await Promise.all([
    ...bodies.map((body) => story.ask(story.station, 'POST', `${unit}/credentials`, { body })),
    story.ask(story.station, 'POST', `${unit}/credentials`, { raw: pem }),
    story.ask(story.station, 'POST', `${unit}/credentials`, { raw: pem, headers: { 'content-type': 'text/plain' } }),
    story.ask(story.station, 'POST', confirmation, { body: { ...good, listing: [pem] } }),
  ])
  printed.push(...answers.map(({ json }) => JSON.stringify(json)))
  expect(answers.map(({ status }) => status >= 400)).toEqual(answers.map(() => true))
})

test('the command line, in both forms and told to show the most, when it goes well and when it does not', async () => {
  const { accessKeyId, secretAccessKey } = story.station
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })
  const { MINTMARK_API_URL = '' } = story.cloud.ready.env
  const env = { MINTMARK_API_URL, AWS_REGION: 'eu-west-1', MINTMARK_DEBUG: '1' }
  const { orderId } = await story.openOrder(9, { keySources: ['station', 'cloud'] })
  for (const keySource of ['station', 'cloud'])
    for (const more of [[], ['--json']]) {
      const modem = newModem('mfw_nrf9160_1.2.3', { faults: [{ name: 'answer-memory-full', command: onKeyWrite }] })
      const line = await serveTcp(modem, 0)
      const args = ['flash', '--port', `tcp://127.0.0.1:${line.port}`, '--order', orderId, '--key-source', keySource]
      for (const exit of [4, 0]) {
        const answer = await mintmark([...args, '--journal', join(story.folder, 'journal'), ...more], { env })
        printed.push(answer.stdout, answer.stderr)
        expect(answer.exit).toBe(exit)
        note(modem)
      }
      await line.close()
    }
})

const traces = (keys: ReadonlyMap<string, string>): KeyTraces[] => [...keys].map(([pem, name]) => tracesOf(name, pem))

const noteStationKeys = () => {
  for (const pem of story.stationKeys) if (!deviceKeys.has(pem.trim())) deviceKeys.set(pem, 'station key')
}

test('after all of it no private key of a device is in anything that was written', async () => {
  noteStationKeys()
  const names = [...deviceKeys.values()].join('\n')
  for (const kind of ['identity key', 'key in modem', 'station key', 'cloud key', 'sent by mistake'])
    expect(names).toContain(kind)
  const written = await everythingWritten(story, printed)
  const text = written.map(({ place, bytes }) => `${place}\n${bytes.toString('latin1')}`).join('\n')
  // What is searched is really there: logs of functions, access logs, rows, journals, certificates.
  const signs = ['request failed', 'POST /v1/orders/{orderId}', 'DEVICE#', '"act":"confirmed"', 'BEGIN CERTIFICATE']
  for (const sign of signs) expect([sign, text.includes(sign)]).toEqual([sign, true])
  expect(findKeys(traces(deviceKeys), written)).toEqual([])
})

test('the keys of the local cloud itself, which AWS keeps in AWS, are in its own state and nowhere else', async () => {
  const own = ownKeys(story.folder)
  expect(own.size).toBeGreaterThan(0)
  const found = findKeys(traces(own), await everythingWritten(story, printed))
  const isAtHome = (text: string) => [...own.values()].some((name) => text.endsWith(` in state: ${name.split('/')[0]}`))
  expect(found.filter((text) => !isAtHome(text) && !/ in file state\.sqlite(-wal)?$/.test(text))).toEqual([])
  expect(found.filter(isAtHome)).toHaveLength(own.size)
})

test('and the search does find keys: planted in every kind of place, each in another form', async () => {
  const planted = new Map<string, string>()
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const plant = (name: string, key = ec) => {
    const fresh = key === ec ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : key
    planted.set(fresh.export({ format: 'pem', type: 'pkcs8' }).toString(), name)
    return fresh
  }
  const pemOf = (key: typeof ec, type: 'sec1' | 'pkcs8' | 'pkcs1') => key.export({ format: 'pem', type }).toString()
  const { cloud, folder, said } = story
  const { awsEndpointUrl: endpoint, region } = cloud.ready
  const dynamo = new DynamoDBClient({ endpoint, region, credentials: cloud.ready })
  const sqs = new SQSClient({ endpoint, region, credentials: cloud.ready })

  cloud.logs.append(`/aws/lambda/${mint}`, 'planted', [JSON.stringify({ body: pemOf(plant('in a log'), 'sec1') })])
  const row = { pk: { S: 'PLANTED' }, sk: { S: 'X' }, pem: { S: pemOf(plant('in a row'), 'pkcs8') } }
  await dynamo.send(new PutItemCommand({ TableName: 'mintmark-dev-registry', Item: row }))
  const dead = cloud.queues.createQueue({ QueueName: 'planted' })
  const body = Buffer.from(JSON.stringify({ pem: pemOf(plant('in a queue'), 'sec1') })).toString('base64')
  await sqs.send(new SendMessageCommand({ QueueUrl: dead.url, MessageBody: body }))
  const d = String(plant('in a journal').export({ format: 'jwk' }).d)
  await appendFile(join(folder, 'journal.jsonl'), JSON.stringify({ act: 'key-made', d }))
  await writeFile(join(folder, 'key.der'), plant('in a file').export({ format: 'der', type: 'sec1' }))
  said.push(plant('in a line').export({ format: 'der', type: 'pkcs8' }).toString('hex').toUpperCase())
  printed.push(inspect({ cause: { pem: pemOf(plant('in an error', rsa), 'pkcs1') } }, { depth: 20 }))

  const found = findKeys(traces(planted), await everythingWritten(story, printed))
  const missed = [...planted.values()].filter((name) => !found.some((text) => text.startsWith(`${name}: `)))
  expect(missed).toEqual([])
  const placeOf: Record<string, string> = {
    'in a log': 'state: ',
    'in a row': 'rows of the registry',
    'in a queue': 'state: ',
    'in a journal': 'file journal.jsonl',
    'in a file': 'file key.der',
    'in a line': 'lines of functions',
    'in an error': 'what was printed',
  }
  for (const [name, place] of Object.entries(placeOf))
    expect([name, found.filter((text) => text.startsWith(`${name}: `)).join()]).toEqual([
      name,
      expect.stringContaining(place),
    ])
})
