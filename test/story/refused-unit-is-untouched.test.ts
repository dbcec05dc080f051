import { once } from 'node:events'
import { createServer } from 'node:net'
import { openPort } from '../../bench/serial/open-port.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { createModem } from '../../simulator/modem.ts'
import { simulatedBench } from '../bench/support/simulated-bench.ts'
import { lost, type StandInCloud, standInCloud, standInProfile } from '../bench/support/stand-in-cloud.ts'

const imei = '352656100367872'

/** A unit that carries somebody's credentials, and what remains of it after a flash that must not happen. */
const flashUsedUnit = async (cloud: StandInCloud, firmware = 'mfw_nrf9160_1.3.7') => {
  const modem = createModem({ firmware, imei })
  for (const type of [0, 1, 2]) modem.connect().write(`AT%CMNG=0,16842753,${type},"as it was ${type}"\r\n`)
  await new Promise((resolve) => setImmediate(resolve))
  const before = modem.state()
  const result = await simulatedBench(cloud).flash(modem)
  return { result, before, after: modem.state() }
}

const refusals: [string, Refusal][] = [
  ['of another order', refuse('device-of-another-order', { imei, orderId: 'o7', state: 'registered' })],
  ['that is revoked', refuse('device-not-usable', { imei, state: 'revoked' })],
  ['that the order does not list', refuse('imei-not-listed', { orderId: 'o1', imei })],
  ['on a closed order', refuse('order-closed', { orderId: 'o1' })],
  ['on an order without units left', refuse('order-exhausted', { orderId: 'o1', quantity: 8 })],
  [
    'by a station that is not of the order',
    refuse('station-not-of-order', { orderId: 'o1', principal: 'arn:aws:iam::1:user/x' }),
  ],
]

test.each(refusals)('a unit %s is refused before anything on it is changed', async (_, refusal) => {
  const cloud = standInCloud()
  cloud.refuseAdmission = refusal
  const { result, before, after } = await flashUsedUnit(cloud)
  expect(result).toMatchObject({
    outcome: 'refused',
    step: 'admission',
    modemChanged: false,
    refusal: { refused: refusal.refusal },
  })
  expect(after).toEqual(before)
})

test.each([
  ['holds credentials and the profile says refuse', 'credentials-present', {}, undefined],
  [
    'cannot make its key and the profile allows nothing else',
    'key-source-impossible',
    { keySources: ['modem'] },
    'mfw_nrf9160_1.2.3',
  ],
  [
    'prints no digests and the profile wants proof by digest',
    'proof-too-weak',
    { proof: 'digest' },
    'mfw_nrf9160_1.2.3',
  ],
  ['comes without the serial number that the profile asks for', 'serial-missing', { serial: 'required' }, undefined],
] as const)('a unit that %s is refused by the bench, untouched', async (_, code, changes, firmware) => {
  const cloud = standInCloud(
    standInProfile({
      ...changes,
      keySources: [...('keySources' in changes ? changes.keySources : (['modem', 'station'] as const))],
    }),
  )
  const { result, before, after } = await flashUsedUnit(cloud, firmware)
  expect(result).toMatchObject({ outcome: 'refused', step: 'look', modemChanged: false, refusal: { refused: code } })
  expect(after).toEqual(before)
  expect(cloud.calls).toEqual(['admission'])
})

test('a modem with a firmware string that is none is refused by name, and the cloud is not even asked', async () => {
  const cloud = standInCloud()
  const server = createServer((socket) =>
    socket.on('data', (bytes) => {
      const answers: Record<string, string> = { 'AT+CGSN': `${imei}\r\n`, 'AT+CGMR': 'SIM7600_V2.0\r\n' }
      socket.write(`${answers[String(bytes).trim()] ?? ''}OK\r\n`)
    }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  const port = await openPort(`tcp://127.0.0.1:${address.port}`)
  const result = await simulatedBench(cloud).flash(createModem({ firmware: 'mfw_nrf9160_1.3.7', imei }), { port })
  expect(result).toMatchObject({ outcome: 'refused', modemChanged: false, refusal: { refused: 'firmware-malformed' } })
  expect(JSON.stringify(result)).toContain('SIM7600_V2.0')
  expect(cloud.calls).toEqual([])
  server.close()
})

test('without a cloud the unit stays as it was, and the failure says so', async () => {
  const cloud = standInCloud()
  cloud.before = () => {
    throw lost()
  }
  const { result, before, after } = await flashUsedUnit(cloud)
  expect(result).toMatchObject({
    outcome: 'failed',
    step: 'admission',
    modemChanged: false,
    failure: { layer: 'cloud' },
  })
  expect(after).toEqual(before)
})
