import { UpdateDomainConfigurationCommand } from '@aws-sdk/client-iot'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Broken } from './broken.ts'

const zone = 'iot.eu-west-1.amazonaws.com'
const prefixOf = ({ endpoint }: DoctorWorld) => endpoint.replace(/-ats\..*/, '')

/** A device that was made with this host name and this firmware, against the advice of the order. */
const named = (
  cause: string,
  name: string,
  hostname: (world: DoctorWorld) => string | null,
  firmware = 'mfw_nrf9160_1.3.7',
): Broken => ({
  name,
  link: 'endpoint',
  cause,
  break: async (world) => {
    const unit = await world.make({ firmware, profile: { hostname: hostname(world) } })
    return { imei: unit.imei, unit }
  },
  repaired: 'runs',
})

export const brokenEndpoints: Broken[] = [
  {
    ...named(
      'host-other-account',
      'the story: host name of another account, modem firmware 1.2.3',
      () => `a1b2c3d4e5f6g7-ats.${zone}`,
      'mfw_nrf9160_1.2.3',
    ),
    says: /another account/,
  },
  {
    ...named(
      'connects-by-accident',
      'the story before the update: the same host name, modem firmware 1.2.0',
      () => `a1b2c3d4e5f6g7-ats.${zone}`,
      'mfw_nrf9160_1.2.0',
    ),
    says: /sends no SNI/,
  },
  named(
    'host-other-region',
    'the host name of another Region',
    (world) => `${prefixOf(world)}-ats.iot.us-east-1.amazonaws.com`,
  ),
  named('host-missing-ats', 'the legacy host name', (world) => `${prefixOf(world)}.${zone}`),
  named('host-ats-form', 'the host name with the dot of China', (world) => `${prefixOf(world)}.ats.${zone}`),
  named('host-scheme', 'a host name with its scheme', ({ endpoint }) => `mqtts://${endpoint}`),
  named('host-port', 'a host name with its port', ({ endpoint }) => `${endpoint}:8883`),
  named('host-path', 'a host name with a path', ({ endpoint }) => `${endpoint}/mqtt`),
  named('host-white-space', 'a host name with the line end of a file', ({ endpoint }) => `${endpoint}\n`),
  named('host-trailing-dot', 'a host name with a dot at its end', ({ endpoint }) => `${endpoint}.`),
  named('host-ip-literal', 'an address', () => '203.0.113.7'),
  named('host-control-plane', 'the control plane', () => zone),
  named('host-unknown-name', 'a host name of somebody else', () => 'broker.example.com'),
  {
    name: 'a custom domain that somebody disabled',
    link: 'endpoint',
    cause: 'host-domain-disabled',
    break: async (world) => {
      const domainConfigurationName = 'field'
      const hostname = await world.domain(domainConfigurationName, 'ENABLED')
      const unit = await world.make({ profile: { hostname } })
      await world.client.send(
        new UpdateDomainConfigurationCommand({ domainConfigurationName, domainConfigurationStatus: 'DISABLED' }),
      )
      return { imei: unit.imei, unit }
    },
    repaired: 'connects',
  },
  {
    name: 'a certificate that asks for SNI in a modem that sends none',
    link: 'endpoint',
    cause: 'certificate-sni-only',
    break: async (world) => {
      world.story.cloud.iot.switches.issuedCertificateMode = 'SNI_ONLY'
      const unit = await world.make({ firmware: 'mfw_nrf9160_1.2.0' })
      return { imei: unit.imei, unit }
    },
    repaired: 'runs',
    undo: async (world) => {
      world.story.cloud.iot.switches.issuedCertificateMode = 'DEFAULT'
    },
  },
]
