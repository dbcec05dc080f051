import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { deviceKey } from '../../lambdas/adapters/registry/table.ts'
import { createModem } from '../../simulator/modem.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { pausesTo } from '../support/pauses-to.ts'
import { imeiOf } from '../support/unit.ts'

let story: StoryCloud
let orderId: string
let dynamo: DynamoDBClient
beforeAll(async () => {
  story = await startStoryCloud()
  ;({ orderId } = await story.openOrder(100))
  const { awsEndpointUrl: endpoint, region } = story.cloud.ready
  dynamo = new DynamoDBClient({ endpoint, region, credentials: story.cloud.ready })
}, 120_000)
afterAll(() => story.stop())

/** The lease of a dead function lapses, as it does by itself 40 s after it was taken. */
const lapseLease = async (imei: string) => {
  const { pk, sk } = deviceKey(imei)
  const update = new UpdateItemCommand({
    TableName: 'mintmark-dev-registry',
    Key: { pk: { S: pk }, sk: { S: sk } },
    UpdateExpression: 'SET #lease.expiresAt = :past',
    ConditionExpression: 'attribute_exists(#lease)',
    ExpressionAttributeNames: { '#lease': 'lease' },
    ExpressionAttributeValues: { ':past': { N: '1' } },
  })
  await dynamo.send(update)
}

/** Flashes a unit whose requests meet a function that dies; says what the bench was answered and how long it was told to wait. */
const flashThrough = async (n: number, firmware: string) => {
  const imei = imeiOf(n)
  const answers: number[] = []
  const pauses: number[] = []
  let isLeased = false
  const result = await story.flash(createModem({ firmware, imei }), orderId, {
    fetch: async (...request) => {
      const answer = await fetch(...request)
      answers.push(answer.status)
      isLeased = answer.status === 409
      return answer
    },
    timers: pausesTo(async (ms) => {
      pauses.push(ms)
      if (isLeased) await lapseLease(imei)
    }),
  })
  return { result, answers, pauses, imei }
}

const [mint, confirm] = ['mintmark-dev-mint-credential', 'mintmark-dev-confirm-credential']
const [station, modem] = ['mfw_nrf9160_1.2.3', 'mfw_nrf9160_1.3.7']

/** Function, the call after which it dies, which of those calls, and how often the bench may then meet the lease. */
const kills: [string, string, number, number[], string][] = [
  [mint, 'dynamodb:GetItem', 1, [0], station],
  [mint, 'dynamodb:TransactWriteItems', 1, [1], station],
  [mint, 'iot:CreateCertificateFromCsr', 1, [1], modem],
  [mint, 'iot:CreateThing', 1, [1], station],
  [mint, 'dynamodb:UpdateItem', 1, [0], modem],
  // These two run beside the write that ends the lease.
  [mint, 'iot:AttachPolicy', 1, [0, 1], station],
  [mint, 'iot:AttachThingPrincipal', 1, [0, 1], modem],
  [confirm, 'dynamodb:UpdateItem', 1, [0], station],
  [confirm, 'iot:DescribeCertificate', 1, [0], modem],
  [confirm, 'iot:UpdateCertificate', 1, [0], station],
  [confirm, 'dynamodb:UpdateItem', 2, [0], modem],
]

test.each(kills.map((kill, n) => [...kill, n] as const))(
  '%s killed right after %s, call %i of that name: asking again finishes, with one unit and one ACTIVE certificate',
  async (caller, operation, nth, leases, firmware, n) => {
    const spent = (await story.spentOf(orderId)) ?? 0
    const fault = story.cloud.faults.inject({ operation, caller, after: nth - 1, when: 'after', effect: 'kill-caller' })
    const { result, answers, pauses, imei } = await flashThrough(n, firmware)
    expect(result).toMatchObject({ outcome: 'confirmed', imei })
    expect(fault.strikes()).toBe(1)
    expect(answers.filter((status) => status === 500)).toHaveLength(1)
    const refused = answers.filter((status) => status === 409).length
    expect(leases).toContain(refused)
    // Retry-After is two seconds at the most, and those to the second; the pause after a 500 is the bench's own.
    expect(pauses.filter((ms) => ms === 2000)).toHaveLength(refused)
    expect(pauses).toHaveLength(1 + refused)
    expect(await story.spentOf(orderId)).toBe(spent + 1)
    const [active, ...left] = (await story.certificatesOf(imei)).map(({ status }) => status).toSorted()
    expect([active, ...new Set(left)]).toEqual(left.length === 0 ? ['ACTIVE'] : ['ACTIVE', 'INACTIVE'])
  },
)

test('what the dead left behind cannot connect: one certificate for each device is ACTIVE, the rest waits for the sweep', async () => {
  const certificates = await story.certificates()
  const active = certificates.filter(({ status }) => status === 'ACTIVE')
  expect(active).toHaveLength(kills.length)
  const others = certificates.filter((certificate) => !active.includes(certificate))
  // At least the function that died right after it had made one left a certificate that no row names.
  expect(others.length).toBeGreaterThan(0)
  expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['INACTIVE']))
})
