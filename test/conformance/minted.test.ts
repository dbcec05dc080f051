import { createModem, type Modem } from '../../simulator/modem.ts'
import { openssl } from '../local/iot/support/csr.ts'
import { type StoryCloud, securityTag, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'
import { credentialFiles } from './support/credential-files.ts'
import { missingHosts, runNamed } from './support/named-host.ts'
import { describePeer, missingProgram } from './support/peer.ts'

// What mosquitto.test.ts and openssl.test.ts show of the broker, with a credential that a bench really minted.

const foreign = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'

/** A unit as it leaves the bench: what its modem holds, and the request that its certificate was made for. */
interface Flashed {
  thingName: string
  cert: string
  key: string
  root: string
  csr: string
}

const contentOf = (modem: Modem, type: number) => modem.credential(securityTag, type)?.content ?? ''

let story: StoryCloud
let orderId: string
beforeAll(async () => {
  story = await startStoryCloud()
  ;({ orderId } = await story.openOrder(9, { keySources: ['station'] }))
}, 120_000)
afterAll(() => story.stop())

let units = 0
const flash = async ({ confirm = true } = {}): Promise<Flashed> => {
  const imei = imeiOf(++units)
  // Pulled out when the certificate is written and before it was read back, so that it stays INACTIVE.
  const cut = { name: 'unplug-after', command: /^AT%CMNG=0,\d+,1/ } as const
  const modem = createModem({ firmware: 'mfw_nrf9160_1.2.3', imei, faults: confirm ? [] : [cut] })
  let csr = ''
  const { outcome } = await story.flash(modem, orderId, {
    fetch: async (url, init) => {
      csr = JSON.parse(String(init?.body ?? '{}'))?.csr ?? csr
      return fetch(url, init)
    },
  })
  expect(outcome).toBe(confirm ? 'confirmed' : 'failed')
  const [root, cert, key] = [contentOf(modem, 0), contentOf(modem, 1), contentOf(modem, 2)]
  expect([cert, key]).toEqual([expect.stringContaining('BEGIN'), expect.stringContaining('BEGIN EC PRIVATE KEY')])
  return { thingName: `mintmark-${imei}`, cert, key, root, csr }
}

const noOpenssl = missingProgram('openssl', ['version'], 'apt-get install -y openssl')

describePeer('local cloud × openssl', noOpenssl, () => {
  test('a minted certificate verifies against the root in the modem; its public key is that of the request and of the key beside it', async () => {
    const { cert, key, root, csr } = await flash()
    const files = { 'root.pem': root, 'device.pem': cert, 'device.key': key, 'device.csr': csr }
    expect(openssl(['verify', '-x509_strict', '-CAfile', 'root.pem', 'device.pem'], files)).toBe('device.pem: OK\n')
    const publicKey = openssl(['x509', '-in', 'device.pem', '-noout', '-pubkey'], files)
    expect(openssl(['req', '-in', 'device.csr', '-noout', '-pubkey', '-verify'], files)).toBe(publicKey)
    expect(openssl(['ec', '-in', 'device.key', '-pubout'], files)).toBe(publicKey)
  })
})

const noMosquitto =
  missingProgram('mosquitto_pub', ['--help'], 'apt-get install -y mosquitto-clients') ?? missingHosts()

describePeer('local cloud × mosquitto', noMosquitto, () => {
  /** Publishes as the unit, by default to the right host and under its own name. */
  const publish = (unit: Flashed, own: { clientId?: string; host?: string } = {}) => {
    const { clientId = unit.thingName, host = story.cloud.ready.dataEndpoint } = own
    const { ca, cert, key } = credentialFiles(unit, unit.root)
    const port = String(story.cloud.ready.mqttPorts['8883'])
    const to = ['-h', host, '-p', port, '-i', clientId, '-t', `dt/mintmark/${unit.thingName}/hello`, '-m', 'hello']
    const tls = ['--cafile', ca, '--cert', cert, '--key', key]
    return runNamed(host, ['mosquitto_pub', '-V', 'mqttv311', '-q', '1', ...to, ...tls])
  }

  test('with a minted key and certificate, the right name and the right client ID get in, and the device is registered', async () => {
    const unit = await flash()
    expect(await publish(unit)).toEqual({ code: 0, stdout: '', stderr: '' })
    await story.cloud.idle()
    const imei = unit.thingName.replace('mintmark-', '')
    expect(await story.apiAs(story.ops).readDevice(imei)).toMatchObject({ state: 'registered' })
  })

  test.each<[string, boolean, () => { clientId?: string; host?: string }]>([
    ['another client ID', true, () => ({ clientId: `mintmark-${imeiOf(999)}` })],
    ['the host of another account as name', true, () => ({ host: foreign })],
    ['a certificate that was not confirmed', false, () => ({})],
  ])('%s is refused', async (_, confirm, own) => {
    const { code, stderr } = await publish(await flash({ confirm }), own())
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/connection was lost/i)
  })
})
