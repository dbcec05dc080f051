import { createHash } from 'node:crypto'
import {
  AttachPolicyCommand,
  CreateKeysAndCertificateCommand,
  CreatePolicyCommand,
  IoTClient,
} from '@aws-sdk/client-iot'
import { SendMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import type { RecheckAnswer } from '../../core/api/devices.ts'
import { connectDevice } from '../../simulator/device-application.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { type StoryCloud, securityTag, startStoryCloud } from '../support/local-cloud.ts'
import { opsCli } from '../support/ops-cli.ts'
import { imeiOf } from '../support/unit.ts'

const firmware = 'mfw_nrf9160_1.3.7'
const region = 'eu-west-1'
let story: StoryCloud
let cli: ReturnType<typeof opsCli>
let orderId: string
let units = 0
const shift = { ms: 0 }
beforeAll(async () => {
  story = await startStoryCloud({ clock: () => Date.now() + shift.ms })
  cli = opsCli(story)
  ;({ orderId } = await story.openOrder(50))
}, 120_000)
afterAll(async () => {
  for (const client of clients) client.destroy()
  await story.stop()
})

const clients: { destroy(): void }[] = []
const clientOf = <T extends { destroy(): void }>(Client: new (options: object) => T): T => {
  const { awsEndpointUrl: endpoint, accessKeyId, secretAccessKey } = story.cloud.ready
  const client = new Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  clients.push(client)
  return client
}

const flashed = async (): Promise<Modem> => {
  const modem = createModem({ firmware, imei: imeiOf(units++) })
  expect((await story.flash(modem, orderId)).outcome).toBe('confirmed')
  return modem
}
const dial = (modem: Modem, imei = modem.imei) => {
  const { dataEndpoint: hostname, mqttHost: host, mqttPorts } = story.cloud.ready
  const connectTo = { host, port: mqttPorts['8883'] ?? 0 }
  return connectDevice({ modem, securityTag, hostname, connectTo, clientId: `mintmark-${imei}` })
}
/** Stays connected until it is ended. */
const stay = async (modem: Modem, imei = modem.imei) => {
  const { outcome, session } = await dial(modem, imei)
  if (session === undefined) throw new Error(outcome.why)
  return session
}
/** The same board with what another one's modem holds. */
const withCredentialsOf = (modem: Modem, other: Modem): Modem =>
  createModem({ firmware, imei: modem.imei, state: { ...modem.state(), credentials: other.state().credentials } })

const show = async (imei: string) => (await cli('device', 'show', imei, '--json')).json() as Record<string, never>
const until = async (holds: () => Promise<boolean>) => {
  for (const end = Date.now() + 30_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 100)))
    if (Date.now() > end) throw new Error('it did not come about within 30 s')
}
const announced = (imei: string) =>
  story.cloud.events
    .published()
    .filter(({ detail }) => (detail as { imei?: string }).imei === imei)
    .map(({ 'detail-type': type, detail }) => [
      type,
      (detail as { to?: string; alert?: string }).to ?? (detail as { alert?: string }).alert,
    ])

test('a clone: two devices with one certificate throw each other out, and ops is told', async () => {
  const modem = await flashed()
  const clone = createModem({ firmware, imei: modem.imei, state: modem.state() })
  const sessions = [await stay(modem)]
  for (const next of [clone, modem, clone]) sessions.push(await stay(next))
  await story.cloud.idle()
  const device = await show(modem.imei)
  expect(device).toMatchObject({ state: 'registered', cloneSuspectedAt: expect.any(String) })
  expect((await cli('device', 'show', modem.imei)).stdout).toContain(
    'alert: two clients seem to share this certificate',
  )
  expect(announced(modem.imei)).toEqual([
    ['Device State Changed', 'reserved'],
    ['Device State Changed', 'minted'],
    ['Device State Changed', 'confirming'],
    ['Device State Changed', 'confirmed'],
    ['Device State Changed', 'registered'],
    ['Device Alert Raised', 'clone-suspected'],
  ])
  shift.ms = 6 * 60_000
  await story.cloud.evaluateAlarms()
  shift.ms = 0
  const told = story.cloud.topics.messages(`arn:aws:sns:${region}:123456789012:mintmark-dev-alarms`)
  expect(told.map(({ subject }) => subject)).toContainEqual(expect.stringContaining('mintmark-dev-security-events'))
  for (const session of sessions) await session.end()
  const cleared = await cli('device', 'recheck', modem.imei, '--clear-alerts', '--json')
  expect((cleared.json() as RecheckAnswer).device.cloneSuspectedAt).toBeUndefined()
}, 180_000)

test('swapped boards: neither connects, and each says whose certificate it holds', async () => {
  const [one, other] = [await flashed(), await flashed()]
  for (const [board, from] of [
    [one, other],
    [other, one],
  ] as const) {
    const { outcome } = await dial(withCredentialsOf(board, from))
    expect(outcome.outcome).toBe('closed-after-connect')
    await story.cloud.idle()
    expect(await show(board.imei)).toMatchObject({
      state: 'confirmed',
      failedConnects: { attempts: 1, reason: 'AUTHORIZATION_FAILED', certificateOf: from.imei },
    })
    expect((await cli('device', 'history', board.imei)).stdout).toContain(`which is that of device ${from.imei}`)
  }
  expect(await story.connect(one)).toMatchObject({ outcome: 'connected' })
  expect((await show(one.imei)).state).toBe('registered')
}, 180_000)

test('swapped at the bench: what another board holds proves nothing', async () => {
  const [other, imei] = [await flashed(), imeiOf(units++)]
  const api = story.apiAs(story.station)
  const { csrPem: csr } = await makeStationKey('sec1', 'test')
  const common = { firmware, agentVersion: '0.1.0' }
  const minted = await api.mint({ orderId, imei, request: { keySource: 'station', csr, ...common } })
  if (!('certificateId' in minted)) throw new Error(JSON.stringify(minted))
  const listing = other.state().credentials.map(({ tag, type, content }) => {
    const digest = createHash('sha256').update(content).digest('hex').toUpperCase()
    return `%CMNG: ${tag},${type},"${digest}"`
  })
  const request = { ...common, listing }
  expect(await api.confirm({ orderId, imei, certificateId: minted.certificateId, request })).toMatchObject({
    refused: 'credential-differs',
  })
  expect((await show(imei)).state).toBe('minted')
})

test('revoked while connected: the session ends at once and the device stays out', async () => {
  const modem = await flashed()
  const session = await stay(modem)
  await story.cloud.idle()
  const revoked = await cli('device', 'revoke', modem.imei, '--reason', 'stolen')
  expect(revoked).toMatchObject({ exit: 0, stdout: `${modem.imei} revoked\n` })
  await session.closed
  expect((await story.connect(modem)).outcome).toBe('closed-after-connect')
  expect(await story.certificatesOf(modem.imei)).toEqual([{ id: expect.any(String), status: 'REVOKED' }])
  const history = (await cli('device', 'history', modem.imei)).stdout
  expect(history).toMatch(/ revoke +arn:aws:iam::123456789012:user\/ops .* stolen$/m)
  expect((await cli('device', 'resume', modem.imei)).exit).toBe(1)
}, 180_000)

test('suspended and resumed: out, and in again', async () => {
  const modem = await flashed()
  await story.connect(modem)
  await cli('device', 'suspend', modem.imei)
  expect((await story.connect(modem)).outcome).toBe('closed-after-connect')
  expect((await cli('device', 'resume', modem.imei)).stdout).toBe(`${modem.imei} registered\n`)
  expect((await story.connect(modem)).outcome).toBe('connected')
}, 180_000)

test('a foreign certificate under our client ID registers nothing and raises an alert', async () => {
  const modem = await flashed()
  const iot = clientOf(IoTClient)
  const { certificateId, certificateArn, certificatePem, keyPair } = await iot.send(
    new CreateKeysAndCertificateCommand({ setAsActive: true }),
  )
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] }
  await iot.send(new CreatePolicyCommand({ policyName: 'careless', policyDocument: JSON.stringify(everything) }))
  await iot.send(new AttachPolicyCommand({ policyName: 'careless', target: certificateArn }))
  const state = modem.state()
  const contents = [undefined, certificatePem, keyPair?.PrivateKey]
  const credentials = state.credentials.map((item) =>
    item.tag === securityTag ? { tag: item.tag, type: item.type, content: contents[item.type] ?? item.content } : item,
  )
  const intruder = createModem({ firmware, imei: modem.imei, state: { ...state, credentials } })
  expect((await story.connect(intruder)).outcome).toBe('connected')
  expect(await show(modem.imei)).toMatchObject({
    state: 'confirmed',
    securityEvent: { event: 'foreign-certificate', certificateId },
  })
  expect(announced(modem.imei).at(-1)).toEqual(['Device Alert Raised', 'foreign-certificate'])
  expect(story.said.join('\n')).toContain('a client connected as this device with a certificate that was never its own')
  expect((await story.connect(modem)).outcome).toBe('connected')
  expect((await show(modem.imei)).state).toBe('registered')
}, 180_000)

test('events twice, late and in any order: one registration', async () => {
  const modem = await flashed()
  const { events } = story.cloud.iot
  events.duplicate(3)
  events.hold()
  for (let round = 0; round < 3; round += 1) await story.connect(modem)
  expect((await show(modem.imei)).state).toBe('confirmed')
  events.release({ shuffle: true })
  await story.cloud.idle()
  expect((await show(modem.imei)).state).toBe('registered')
  const history = (await cli('device', 'history', modem.imei, '--json')).json() as { events: { change: string }[] }
  expect(history.events.filter(({ change }) => change === 'register')).toHaveLength(1)
}, 180_000)

test('an event that never came: a re-check finds the device connected and registers it', async () => {
  const modem = await flashed()
  story.cloud.iot.events.hold()
  const session = await stay(modem)
  const before = await cli('device', 'recheck', imeiOf(units), '--json')
  expect(before.exit).toBe(1)
  const checked = await cli('device', 'recheck', modem.imei)
  expect(checked).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('registered now: its first connect had been missed'),
  })
  await session.end()
  story.cloud.iot.events.release()
  await story.cloud.idle()
  expect((await show(modem.imei)).state).toBe('registered')
  expect((await cli('device', 'history', modem.imei)).stdout).toContain('seen by GetConnection')
}, 180_000)

test('events that failed wait until ops puts them back', async () => {
  const modem = await flashed()
  const sqs = clientOf(SQSClient)
  const queue = (name: string) => `${story.cloud.ready.awsEndpointUrl}/123456789012/mintmark-dev-first-connect${name}`
  const Attributes = {
    VisibilityTimeout: '1',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${region}:123456789012:mintmark-dev-first-connect-dead`,
      maxReceiveCount: 2,
    }),
  }
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue(''), Attributes }))
  const broken = story.cloud.faults.inject({
    operation: 'dynamodb:GetItem',
    caller: 'mintmark-dev-first-connect',
    times: Number.POSITIVE_INFINITY,
    effect: { refuse: { name: 'InternalServerError', status: 400, message: 'an outage' } },
  })
  const session = await stay(modem)
  await session.end()
  const waiting = async () => /about (\d+) events/.exec((await cli('device', 'replay-events', '--dry-run')).stdout)?.[1]
  await until(async () => (await waiting()) === '1')
  broken.remove()
  // One that a rule could not queue, as AWS IoT words it, and one that is no event at all.
  const other = await flashed()
  const [certificate] = await story.certificatesOf(other.imei)
  const event = {
    clientId: `mintmark-${other.imei}`,
    principalIdentifier: certificate?.id,
    eventType: 'connected',
    timestamp: Date.now(),
  }
  const base64OriginalPayload = Buffer.from(JSON.stringify(event)).toString('base64')
  const MessageBody = JSON.stringify({ ruleName: 'mintmark_dev_first_connect', base64OriginalPayload, failures: [] })
  await sqs.send(new SendMessageCommand({ QueueUrl: queue('-rule-errors'), MessageBody }))
  await sqs.send(new SendMessageCommand({ QueueUrl: queue('-dead'), MessageBody: 'nobody wrote this' }))
  expect(await cli('device', 'replay-events')).toMatchObject({
    exit: 1,
    stdout: '2 events put back; 1 messages hold no event and stay where they are: read them in SQS\n',
  })
  await story.cloud.idle()
  for (const { imei } of [modem, other]) expect((await show(imei)).state).toBe('registered')
}, 180_000)

test('the schedule sweeps, and the order adds up after all of it', async () => {
  story.cloud.events.fire('mintmark-dev-sweep')
  await story.cloud.idle()
  expect(story.said.join('\n')).toContain('"message":"sweep"')
  const shown = await cli('order', 'show', orderId, '--json')
  expect(shown.json()).toMatchObject({ reconciliation: { difference: 0, says: [] } })
})
