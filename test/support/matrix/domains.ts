import {
  CreateDomainConfigurationCommand,
  type CreateDomainConfigurationCommandInput,
  DescribeDomainConfigurationCommand,
  type IoTClient,
  UpdateDomainConfigurationCommand,
} from '@aws-sdk/client-iot'
import type { Domain } from './names.ts'

const certificate = (name: string) => `arn:aws:acm:eu-west-1:123456789012:certificate/${name}`

/** The certificate that AWS calls INVALID. */
export const invalidCertificate = certificate('bad')

type Own = Partial<CreateDomainConfigurationCommandInput>
const custom = (name: Domain, more: Own = {}): Own => ({
  domainName: `${name}.example.com`,
  serverCertificateArns: [certificate(name)],
  ...more,
})

const wanted: Record<Domain, Own> = {
  fleet: custom('fleet'),
  off: custom('off'),
  bad: custom('bad'),
  managed: {},
  'managed-off': {},
  modern: custom('modern', { tlsConfig: { securityPolicy: 'IoTSecurityPolicy_TLS13_1_3_2022_10' } }),
  fixed: custom('fixed', { applicationProtocol: 'SECURE_MQTT', authenticationType: 'AWS_X509' }),
  'half-fixed': custom('half-fixed', { applicationProtocol: 'SECURE_MQTT' }),
  https: custom('https', { applicationProtocol: 'HTTPS', authenticationType: 'AWS_X509' }),
}

/** Makes the account's domain configurations; answers their domain names. */
export const makeDomains = async (iot: IoTClient): Promise<Record<Domain, string>> => {
  const names: Partial<Record<Domain, string>> = {}
  for (const [domainConfigurationName, own] of Object.entries(wanted) as [Domain, Own][]) {
    await iot.send(new CreateDomainConfigurationCommand({ domainConfigurationName, ...own }))
    if (/off$/.test(domainConfigurationName))
      await iot.send(
        new UpdateDomainConfigurationCommand({ domainConfigurationName, domainConfigurationStatus: 'DISABLED' }),
      )
    const { domainName } = await iot.send(new DescribeDomainConfigurationCommand({ domainConfigurationName }))
    names[domainConfigurationName] = domainName ?? ''
  }
  return names as Record<Domain, string>
}
