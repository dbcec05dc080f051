import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateDomainConfigurationCommand, IoTClient, UpdateDomainConfigurationCommand } from '@aws-sdk/client-iot'
import type { OrderAnswer } from '../../core/api/orders.ts'
import { createModem } from '../../simulator/modem.ts'
import { mintmark } from '../cli/support.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf, stationRequest } from '../support/unit.ts'

const foreign = 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const domainName = 'mqtt.example.com'
const [old, recent] = ['mfw_nrf9160_1.2.0', 'mfw_nrf9160_1.3.7']
const reason = 'the broker moves to that account next week'

let story: StoryCloud
let folder: string
let env: Record<string, string>
let iot: IoTClient
/** How far the cloud's clock is ahead, in milliseconds. */
let passed = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-override-'))
  story = await startStoryCloud({ clock: () => Date.now() + passed })
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey, apiUrl } = story.cloud.ready
  env = { MINTMARK_API_URL: apiUrl, AWS_REGION: region }
  process.env.AWS_ACCESS_KEY_ID = story.ops.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = story.ops.secretAccessKey
  delete process.env.AWS_SESSION_TOKEN
  iot = new IoTClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  await iot.send(
    new CreateDomainConfigurationCommand({
      domainConfigurationName: 'fleet',
      domainName,
      serverCertificateArns: ['arn:aws:acm:eu-west-1:123456789012:certificate/1'],
    }),
  )
}, 120_000)
afterAll(async () => {
  await story.stop()
  await rm(folder, { recursive: true })
})

const cli = (...args: string[]) => mintmark(args, { env })
const profileFile = async (hostname: string): Promise<string> => {
  const path = join(folder, 'profile.json')
  await writeFile(path, JSON.stringify(await story.profile({ hostname })))
  return path
}

test('an order whose devices could not connect does not open; with a reason it does, and the reason stays with it', async () => {
  const create = ['order', 'create', '--profile', await profileFile(foreign), '--quantity', '1']
  const refused = await cli(...create)
  expect(refused.exit).toBe(1)
  expect(refused.stdout).toContain(foreign)
  expect(refused.stdout).toContain(`Set the TLS host name to ${story.cloud.ready.dataEndpoint}`)

  const opened = await cli(...create, '--override-endpoint-check', reason, '--json')
  expect(opened.exit).toBe(0)
  const { orderId } = opened.json() as OrderAnswer
  const shown = await cli('order', 'show', orderId, '--json')
  expect(shown.json()).toMatchObject({
    overrideReason: reason,
    openedBy: story.ops.arn,
    warnings: [expect.stringContaining(foreign)],
  })
  expect((await cli('order', 'show', orderId)).stdout).toContain(`opened against the endpoint check: ${reason}`)
})

test('what an update would do to the devices of that order is read from the registry', async () => {
  const { orderId } = await story.openOrder(3, { hostname: foreign }, { overrideEndpointCheck: { reason } })
  const modem = createModem({ firmware: old, imei: imeiOf(7) })
  expect(await story.flash(modem, orderId)).toMatchObject({ outcome: 'confirmed' })
  expect(await story.connect(modem, foreign)).toMatchObject({ outcome: 'connected', sni: null })

  const impact = ['impact', '--registry', '--to', 'mfw_nrf9160_1.2.3', '--order', orderId]
  const dark = await cli(...impact, '--json')
  expect(dark.exit).toBe(1)
  expect(dark.json()).toMatchObject({
    sums: { devices: 1, byVerdict: { 'goes-dark': { devices: 1 } } },
    dark: [{ device: imeiOf(7), firmware: old, after: 'closed-after-connect', rule: 'host-other-account' }],
    leftOut: {},
  })
  expect((await cli(...impact)).stdout).toContain(`goes dark: ${imeiOf(7)}, ${old}: host-other-account`)
  modem.updateFirmware('mfw_nrf9160_1.2.3')
  expect(await story.connect(modem, foreign)).toMatchObject({ outcome: 'closed-after-connect', sni: foreign })

  const byFirmware = ['impact', '--registry', '--to', 'mfw_nrf9160_1.2.3', '--firmware', old, '--json']
  expect((await cli(...byFirmware)).json()).toMatchObject({ sums: { devices: 1 } })
  expect((await cli('impact', '--registry', '--to', 'mfw_nrf9160_1.2.3', '--json')).json()).toMatchObject({
    sums: { devices: 1 },
  })
  expect(await cli(...impact.slice(0, -1), 'none')).toMatchObject({
    exit: 1,
    stdout: expect.stringContaining('There is no order none'),
  })
})

test('a reason of a few letters is none', async () => {
  const create = ['order', 'create', '--profile', await profileFile(foreign), '--quantity', '1']
  expect(await cli(...create, '--override-endpoint-check', 'because')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('--override-endpoint-check "because": say why'),
  })
})

describe('firmware that is known only at the bench', () => {
  let orderId: string
  beforeAll(async () => {
    ;({ orderId } = await story.openOrder(2, { hostname: domainName }))
  })

  test('is refused at admission, before the first command that changes the modem', async () => {
    const modem = createModem({ firmware: old, imei: imeiOf(1) })
    const before = modem.state()
    const result = await story.flash(modem, orderId)
    expect(result).toMatchObject({
      outcome: 'refused',
      refusal: {
        refused: 'profile-would-not-connect',
        params: { firmware: old, rule: 'custom-domain-needs-sni', outcome: 'tls-refused-by-device' },
      },
      modemChanged: false,
    })
    expect(modem.state()).toEqual(before)
    expect(modem.received().join('\n')).not.toMatch(/CFUN=|CMNG=[0-9],|KEYGEN/)
  })

  test('is refused at mint too, whoever asks without admission: no unit, no key, no certificate', async () => {
    const body = { ...(await stationRequest()), firmware: old }
    const path = `/orders/${orderId}/devices/${imeiOf(2)}/credentials`
    const before = await story.certificates()
    expect(await story.ask(story.station, 'POST', path, { body })).toMatchObject({
      status: 422,
      json: { code: 'profile-would-not-connect', detail: expect.stringContaining(old) },
    })
    expect(await story.spentOf(orderId)).toBe(0)
    expect(await story.certificates()).toEqual(before)
  })

  test('that sends SNI is keyed on the same order', async () => {
    const modem = createModem({ firmware: recent, imei: imeiOf(3) })
    expect(await story.flash(modem, orderId)).toMatchObject({ outcome: 'confirmed' })
    expect(await story.connect(modem, domainName)).toMatchObject({ outcome: 'connected', sni: domainName })
  })

  test('that is not listed is refused, since nothing can be promised of it', async () => {
    const modem = createModem({ firmware: 'mfw_nrf9160_1.9.0', imei: imeiOf(4) })
    expect(await story.flash(modem, orderId)).toMatchObject({
      outcome: 'refused',
      refusal: { refused: 'profile-would-not-connect', params: { rule: 'firmware-unlisted' } },
      modemChanged: false,
    })
  })
})

describe('once a day', () => {
  const alarms = () =>
    story.cloud.topics
      .messages('arn:aws:sns:eu-west-1:123456789012:mintmark-dev-alarms')
      .filter(({ subject }) => subject?.includes('profile-drift'))
  const daily = async () => {
    story.cloud.events.fire('mintmark-dev-profile-check')
    await story.cloud.idle()
    // The period of the alarm must be over.
    passed = 300_000
    await story.cloud.evaluateAlarms()
    passed = 0
    return alarms().length
  }
  const setStatus = (domainConfigurationStatus: 'ENABLED' | 'DISABLED') =>
    iot.send(new UpdateDomainConfigurationCommand({ domainConfigurationName: 'fleet', domainConfigurationStatus }))

  test('an account that is as it was says nothing', async () => {
    expect(await daily()).toBe(0)
    expect(story.said.join('\n')).toContain('profiles checked')
  })

  test('a domain configuration that was disabled under devices that were made raises the alarm, and the log says which', async () => {
    await setStatus('DISABLED')
    expect(await daily()).toBe(1)
    expect(alarms()[0]?.message).toContain('/aws/lambda/mintmark-dev-check-profiles says which orders')
    const log = story.said.filter((line) => line.includes('which the devices connect to, was'))
    expect(log).toHaveLength(1)
    expect(log[0]).toMatch(/fleet, ENABLED.*fleet, DISABLED/)
    await setStatus('ENABLED')
  })
})
