import { countUsage, type Usage } from '../../../scripts/benchmarks/cost/count-usage.ts'
import { priceOfDevice } from '../../../scripts/benchmarks/cost/price-usage.ts'
import { totalOf } from '../../../scripts/benchmarks/cost/render-cost.ts'

const devices = 2
let usage: Usage
beforeAll(async () => {
  usage = await countUsage(devices)
}, 120_000)

const forOne = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / devices]))

test('a device causes these calls from admission to registered, and no others', () => {
  const { 'announce-changes': _, ...calls } = usage.ofDevices.calls
  expect(Object.fromEntries(Object.entries(calls).map(([name, counts]) => [name, forOne(counts)]))).toEqual({
    admission: { 'dynamodb:GetItem': 3 },
    'mint-credential': {
      'dynamodb:GetItem': 3,
      'dynamodb:TransactWriteItems': 1,
      'iot:CreateThing': 1,
      'iot:CreateCertificateFromCsr': 1,
      'iot:AttachThingPrincipal': 1,
      'iot:AttachPolicy': 1,
      'dynamodb:UpdateItem': 1,
    },
    'confirm-credential': {
      'dynamodb:GetItem': 3,
      'dynamodb:UpdateItem': 2,
      'iot:DescribeCertificate': 1,
      'iot:UpdateCertificate': 1,
    },
    'first-connect': { 'dynamodb:GetItem': 1, 'dynamodb:UpdateItem': 1 },
  })
})

test('a device consumes these units of the table; a new index or a longer row shows here', () => {
  expect(forOne(usage.ofDevices.readUnits)).toEqual({
    admission: 2.5,
    'mint-credential': 2.5,
    'confirm-credential': 2.5,
    'first-connect': 1,
  })
  expect(forOne(usage.ofDevices.writeUnits)).toEqual({
    'mint-credential': 20,
    'confirm-credential': 10,
    'first-connect': 5,
  })
  expect(forOne(usage.ofDevices.indexUnits)).toEqual({
    byKind: 1,
    byOrder: 5,
    byState: 9,
    byStation: 1,
    byFirmware: 1,
    byDay: 1,
    byUuid: 1,
    byCertificate: 1,
  })
})

test('a device makes three requests, one presence event and five events on the bus', () => {
  const { requests, messages, events } = usage.ofDevices
  expect({ requests, messages, events }).toEqual({ requests: 3 * devices, messages: devices, events: 5 * devices })
})

test('every line has a price', () => {
  const lines = priceOfDevice(usage)
  expect(lines.filter(({ dollars }) => !(dollars > 0))).toEqual([])
  expect(totalOf(lines)).toBeGreaterThan(20)
})
