import 'reflect-metadata'
import type { TraceFacts } from '../../../core/trace/trace-facts.ts'
import { connectDevice } from '../../../simulator/device-application.ts'
import { createModem, type Modem } from '../../../simulator/modem.ts'
import { seededRandom } from '../../../simulator/random.ts'
import { type Device, startBroker, type TestBroker } from '../../local/iot/support/broker.ts'
import { imei, tag } from '../../simulator/credentials.ts'
import { terminal } from '../../simulator/terminal.ts'
import { readReport } from '../../support/capture/read-facts.ts'
import { describePeer } from '../support/peer.ts'
import { captured, forms, missingTcpdump } from './tcpdump.ts'

const foreign = 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'

/** A connection is there from its ClientHello to its end; the tail of an earlier one may be there too. */
const ended = ({ connections }: TraceFacts) =>
  connections.some(({ close, carried }) => close !== null && carried?.tls?.hello)

describePeer('trace × tcpdump', missingTcpdump(), () => {
  let broker: TestBroker
  let device: Device
  beforeAll(async () => {
    broker = await startBroker({ clock: Date.now })
    device = await broker.device('fleet-1')
  })

  const modemWith = async (firmware: string, items: Record<number, string>): Promise<Modem> => {
    const modem = createModem({ firmware, imei, random: seededRandom(9) })
    const { ask } = terminal(modem)
    for (const [type, content] of Object.entries(items)) await ask(`AT%CMNG=0,${tag},${type},"${content}"`)
    return modem
  }
  const whole = () => ({ 0: broker.rootCaPem, 1: device.cert, 2: device.key })

  /** The simulated device connects to the local broker under a real tcpdump. */
  const story = async (firmware: string, hostname: string | null, form: keyof typeof forms = 'Ethernet') => {
    const modem = await modemWith(firmware, whole())
    const port = broker.mqttPorts['8883']
    let outcome = ''
    const act = async () => {
      const made = await connectDevice({
        modem,
        securityTag: tag,
        hostname,
        connectTo: { host: '127.0.0.1', port },
        clientId: 'fleet-1',
      })
      outcome = made.outcome.outcome
      await made.session?.end()
    }
    const file = await captured(form, port, act, ended)
    const report = readReport(file, {
      account: { dataAts: broker.dataEndpoint },
      firmware: modem.facts.firmware,
      certificateMode: 'DEFAULT',
    })
    return { report, outcome }
  }

  test.each(Object.keys(forms) as (keyof typeof forms)[])(
    'one capture (%s) of the story answers in one sentence',
    async (form) => {
      const { report, outcome } = await story('mfw_nrf9160_1.2.3', foreign, form)
      expect(outcome).toBe('closed-after-connect')
      expect(report).toMatchObject({ outcome: 'closed-after-connect', cause: 'wrong-host' })
      const { says } = report
      for (const part of [
        'mfw_nrf9160_1.2.3',
        `certificate ${device.certificateId.slice(0, 12)}…`,
        `its SNI names ${foreign}, the endpoint of another account in eu-west-1`,
        "the Region's wildcard matches the host of every account",
        'after the first application data without answering a byte',
        'your account can have no log of it',
        'mfw_nrf9160_1.2.0 sent no SNI, so with the same setting AWS found the account by the certificate and let it in',
        `set the TLS host name`,
        broker.dataEndpoint,
      ]) {
        expect(says).toContain(part)
      }
      expect(says).toMatch(/the server closed \((FIN|RST)\) (<1|\d+) ms/)
      expect(report.connections[report.subject ?? -1]?.tls?.clientCertificate.id).toBe(device.certificateId)
    },
  )

  test('the same device on 1.2.0, and both with the right host name, connect', async () => {
    expect(await story('mfw_nrf9160_1.2.0', foreign)).toMatchObject({
      outcome: 'connected',
      report: { outcome: 'connects' },
    })
    expect(await story('mfw_nrf9160_1.2.3', broker.dataEndpoint)).toMatchObject({
      outcome: 'connected',
      report: { outcome: 'connects', cause: 'none' },
    })
  })

  test('a device whose root is not the server’s turns it down', async () => {
    const other = await startBroker({ clock: Date.now })
    const modem = await modemWith('mfw_nrf9160_1.2.3', { ...whole(), 0: other.rootCaPem })
    const port = broker.mqttPorts['8883']
    const act = () =>
      connectDevice({
        modem,
        securityTag: tag,
        hostname: broker.dataEndpoint,
        connectTo: { host: '127.0.0.1', port },
        clientId: 'fleet-1',
      })
    const file = await captured('Ethernet', port, act, ({ connections }) =>
      connections.some(({ close }) => close !== null),
    )
    const report = readReport(file, { account: { dataAts: broker.dataEndpoint }, firmware: modem.facts.firmware })
    expect(report).toMatchObject({ outcome: 'tls-refused-by-device', cause: 'server-not-trusted' })
  })
})
