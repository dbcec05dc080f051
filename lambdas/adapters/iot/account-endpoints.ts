import {
  DescribeDomainConfigurationCommand,
  DescribeEndpointCommand,
  type DomainConfigurationSummary,
  type IoTClient,
  paginateListDomainConfigurations,
} from '@aws-sdk/client-iot'
import type { AccountEndpoints, DomainConfiguration } from '../../../core/endpoint/endpoint-check.ts'

const address = async (iot: IoTClient, endpointType: string): Promise<string> => {
  const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType }))
  if (endpointAddress === undefined)
    throw new Error(`AWS IoT answered DescribeEndpoint ${endpointType} without an address.`)
  return endpointAddress
}

const describe = async (
  iot: IoTClient,
  { domainConfigurationName: name }: DomainConfigurationSummary,
): Promise<DomainConfiguration[]> => {
  const it = await iot.send(new DescribeDomainConfigurationCommand({ domainConfigurationName: name }))
  if (name === undefined || it.domainName === undefined) return []
  return [
    {
      name,
      domainName: it.domainName,
      status: it.domainConfigurationStatus === 'DISABLED' ? 'DISABLED' : 'ENABLED',
      serverCertificateStatus: it.serverCertificates?.[0]?.serverCertificateStatus,
      serviceType: it.serviceType ?? 'DATA',
      securityPolicy: it.tlsConfig?.securityPolicy,
      applicationProtocol: it.applicationProtocol,
      authenticationType: it.authenticationType,
    },
  ]
}

/** The host names under which devices reach this account: its own endpoint, and its domain configurations. */
export const accountEndpoints = async (iot: IoTClient): Promise<AccountEndpoints> => {
  const list = async () => {
    const summaries: DomainConfigurationSummary[] = []
    for await (const page of paginateListDomainConfigurations({ client: iot }, {}))
      summaries.push(...(page.domainConfigurations ?? []))
    // Ten a Region at the most (aws-iot-provisioning.md 3.2), and ten calls a second.
    return (await Promise.all(summaries.map((summary) => describe(iot, summary)))).flat()
  }
  const [dataAts, all] = await Promise.all([address(iot, 'iot:Data-ATS'), list()])
  const own = all.find(({ name }) => name === 'iot:Data-ATS')
  return { dataAts, domainConfigurations: all.filter((domain) => domain !== own), securityPolicy: own?.securityPolicy }
}
