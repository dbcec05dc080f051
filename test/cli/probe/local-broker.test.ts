import { probe } from '../../../cli/probe/probe.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'
import { type Device, startBroker, type TestBroker } from '../../local/iot/support/broker.ts'

let broker: TestBroker
let device: Device
beforeAll(async () => {
  broker = await startBroker({ clock: Date.now })
  device = await broker.device('fleet-1')
})

const run = (
  as: string,
  own: { host?: string; port?: '8883' | '443'; alpn?: string; clientId?: string; device?: Device } = {},
) => {
  const parsed = parseFirmware(as)
  if (!parsed.ok) throw new Error(parsed.says)
  const { host = broker.dataEndpoint, port = '8883', alpn, clientId = 'fleet-1', device: who = device } = own
  return probe({ madeUpClientId: () => 'never-used' })({
    target: { host, port: Number(port), connectTo: { host: '127.0.0.1', port: broker.mqttPorts[port] } },
    firmware: factsOf(parsed.firmware),
    ca: [broker.rootCaPem],
    certificate: { cert: who.cert, key: who.key },
    clientId,
    timeoutMs: 5000,
    ...(alpn !== undefined && { alpn }),
  })
}

test('the right host name connects, without one too, a wrong one is closed at CONNECT', async () => {
  expect(await run('mfw_nrf9160_1.2.3')).toMatchObject({
    outcome: 'connects',
    right: { ended: 'connected' },
    absent: { ended: 'connected' },
    wrong: { ended: 'mqtt', outcome: 'closed-after-connect' },
  })
})

test('another account’s host name: 1.2.0 by accident, 1.2.3 not at all', async () => {
  const host = 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
  expect((await run('mfw_nrf9160_1.2.0', { host })).outcome).toBe('connects-by-accident')
  expect((await run('mfw_nrf9160_1.2.3', { host })).outcome).toBe('closed-after-connect')
})

test('port 443 needs its ALPN', async () => {
  expect((await run('mfw_nrf9160_1.3.7', { port: '443', alpn: 'x-amzn-mqtt-ca' })).outcome).toBe('connects')
  expect((await run('mfw_nrf9160_1.3.7', { port: '443' })).outcome).not.toBe('connects')
})

test('an inactive certificate and a foreign client ID end at CONNECT', async () => {
  const inactive = await broker.device('fleet-2', { status: 'INACTIVE' })
  expect((await run('mfw_nrf9160_1.3.7', { device: inactive, clientId: 'fleet-2' })).right).toMatchObject({
    ended: 'mqtt',
  })
  expect((await run('mfw_nrf9160_1.3.7', { clientId: 'somebody-else' })).right.says).toContain(
    'the policy does not allow this client ID',
  )
})
