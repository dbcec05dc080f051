import { DescribeEndpointCommand } from '@aws-sdk/client-iot'
import type { AccountEndpoints, CertificateMode } from '../../../core/endpoint/endpoint-check.ts'
import { assumed, type Unsettled } from '../../../core/endpoint/unsettled.ts'
import { accountEndpoints } from '../../../lambdas/adapters/iot/account-endpoints.ts'
import type { IotSwitches } from '../../../local/iot/switches.ts'
import { openStore } from '../../../local/state/store.ts'
import type { Resolve } from '../../../simulator/device-application.ts'
import type { Modem } from '../../../simulator/modem.ts'
import { startBroker, type TestBroker } from '../../local/iot/support/broker.ts'
import { startControlPlane } from '../../local/iot/support/control-plane.ts'
import { invalidCertificate, makeDomains } from './domains.ts'
import { makeCredentials, provision } from './modems.ts'
import type { Account } from './names.ts'
import { type OtherServer, shareRoot, startHttpsApi, startStranger } from './other-servers.ts'
import { createResolver } from './resolver.ts'

/** What is supposed where the sources leave things open. */
export interface Position extends Unsettled {
  retiredEndpointTypes: IotSwitches['retiredEndpointTypes']
}
export const usual: Position = { ...assumed, retiredEndpointTypes: 'refused' }

/** The switches that are the modem's and not AWS's. */
type ModemSwitches = Pick<Unsettled, 'nameCheck' | 'addressAsSni'>

export interface World {
  names: Account
  resolve: Resolve
  /** Sets every switch; answers the account as the Lambdas would read it then. */
  take(position: Position): Promise<AccountEndpoints>
  /** The modem with that firmware and credential; made once. */
  modem(firmware: string, mode: CertificateMode, behaviour: ModemSwitches): Promise<Modem>
  close(): Promise<void>
}

const portsOf = ({ mqttPorts }: Pick<TestBroker, 'mqttPorts'>) => ({ 8883: mqttPorts['8883'], 443: mqttPorts['443'] })
const zoneOf = (dataHost: string) => dataHost.slice(dataHost.indexOf('.iot.'))

/** The Internet of the matrix on loopback: one account's Region, three other Regions, and those who speak no MQTT. */
export const startWorld = async (): Promise<World> => {
  const store = openStore()
  const switches = { invalidServerCertificates: [invalidCertificate] }
  const home = await startBroker({ store, clock: Date.now, switches, report: () => {} })
  const inRegion = async (region: string): Promise<TestBroker> => {
    const other = openStore()
    shareRoot(store, other)
    return startBroker({ store: other, region, clock: Date.now, report: () => {} })
  }
  const regions = {
    region: await inRegion('us-east-1'),
    govCloud: await inRegion('us-gov-west-1'),
    china: await inRegion('cn-north-1'),
  }
  const fipsPlane = await startControlPlane({ store, clock: Date.now, report: () => {} })
  const fips = await fipsPlane.core.startBroker({ host: '127.0.0.1', endpoint: 'fips' })

  const right = home.dataEndpoint
  const base = zoneOf(right)
  const regional = base.slice(1)
  const prefix = right.slice(0, right.indexOf('-ats'))
  const api = await startHttpsApi(store, [regional, `*.credentials${base}`, `*.jobs${base}`])
  const legacy = await startStranger([regional, `*${base}`])
  const stranger = await startStranger(['mqtt.example.org', 'xxx.amazonaws.com'])
  const others: OtherServer[] = [api, legacy, stranger]

  const domains = await makeDomains(home.client)
  const resolve = createResolver(
    [
      { name: regional, ports: api.ports },
      { name: `.credentials${base}`, ports: api.ports },
      { name: `.jobs${base}`, ports: api.ports },
      { name: `${prefix}${base}`, ports: legacy.ports },
      { name: 'data.iot-fips.eu-west-1.amazonaws.com', ports: portsOf(fips) },
      { name: base, ports: portsOf(home) },
      ...Object.values(regions).map((broker) => ({ name: zoneOf(broker.dataEndpoint), ports: portsOf(broker) })),
      { name: '.example.com', ports: portsOf(home) },
      { name: 'mqtt.example.org', ports: stranger.ports },
      { name: 'xxx.amazonaws.com', ports: stranger.ports },
    ],
    portsOf(home),
  )

  const credentials = await makeCredentials(home)
  const modems = new Map<string, Promise<Modem>>()
  const cores = [home, ...Object.values(regions), fipsPlane].map(({ core }) => core)
  return {
    names: {
      right,
      others: {
        here: `a0000000000000-ats${base}`,
        region: regions.region.dataEndpoint,
        govCloud: regions.govCloud.dataEndpoint,
        china: regions.china.dataEndpoint,
      },
      domains,
    },
    resolve,
    take: async ({ nameCheck: _, addressAsSni: __, ...position }) => {
      for (const core of cores) Object.assign(core.switches, position)
      const account = await accountEndpoints(home.client)
      if (position.retiredEndpointTypes === 'refused') return account
      const { endpointAddress } = await home.client.send(new DescribeEndpointCommand({ endpointType: 'iot:Data' }))
      return { ...account, legacy: endpointAddress }
    },
    modem: (firmware, mode, { nameCheck, addressAsSni }) => {
      const name = `${firmware} ${mode} ${nameCheck} ${addressAsSni}`
      const modem =
        modems.get(name) ?? provision(firmware, credentials[mode], home.rootCaPem, { nameCheck, addressAsSni })
      modems.set(name, modem)
      return modem
    },
    close: async () => {
      await Promise.all(others.map((server) => server.close()))
    },
  }
}
