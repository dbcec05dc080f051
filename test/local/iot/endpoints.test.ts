import {
  CreateDomainConfigurationCommand,
  DeleteDomainConfigurationCommand,
  DescribeDomainConfigurationCommand,
  DescribeEndpointCommand,
  ListDomainConfigurationsCommand,
  UpdateDomainConfigurationCommand,
} from '@aws-sdk/client-iot'
import { openStore } from '../../../local/state/store.ts'
import { refusal, startControlPlane } from './support/control-plane.ts'

test('the data endpoint has the account name, stays the same after a restart, and differs between accounts', async () => {
  const store = openStore()
  const address = async (own: { store?: typeof store } = {}) => {
    const { client } = await startControlPlane(own)
    return (await client.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))).endpointAddress
  }
  const first = await address({ store })
  expect(first).toMatch(/^[a-z0-9]{14}-ats\.iot\.eu-west-1\.amazonaws\.com$/)
  expect(await address({ store })).toBe(first)
  expect(await address()).not.toBe(first)
})

test('hosts have the form of their partition', async () => {
  const address = async (region: string) =>
    (
      await (
        await startControlPlane({ region })
      ).client.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
    ).endpointAddress
  expect(await address('cn-north-1')).toMatch(/^[a-z0-9]{14}\.ats\.iot\.cn-north-1\.amazonaws\.com\.cn$/)
  expect(await address('us-gov-west-1')).toMatch(/^[a-z0-9]{14}-ats\.iot\.us-gov-west-1\.amazonaws\.com$/)
})

test('retired endpoint types, and the legacy default, are refused unless a switch brings them back', async () => {
  const { client } = await startControlPlane()
  const ask = (endpointType?: string) => client.send(new DescribeEndpointCommand({ endpointType }))
  for (const type of ['iot:Data', 'iot:Jobs', undefined, 'iot:Nothing'])
    expect(await refusal(ask(type))).toBe('InvalidRequestException 400')
  expect((await ask('iot:CredentialProvider')).endpointAddress).toMatch(/^[a-z0-9]{14}\.credentials\.iot\.eu-west-1\./)
  const old = await startControlPlane({ switches: { retiredEndpointTypes: 'answered' } })
  const { endpointAddress } = await old.client.send(new DescribeEndpointCommand({}))
  expect(endpointAddress).toMatch(/^[a-z0-9]{14}\.iot\.eu-west-1\.amazonaws\.com$/)
})

test('the default domain configurations are there, with the endpoint as domain name', async () => {
  const { client } = await startControlPlane()
  const { domainConfigurations } = await client.send(new ListDomainConfigurationsCommand({ serviceType: 'DATA' }))
  expect(domainConfigurations).toMatchObject([{ domainConfigurationName: 'iot:Data-ATS', serviceType: 'DATA' }])
  const { endpointAddress } = await client.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
  const description = await client.send(
    new DescribeDomainConfigurationCommand({ domainConfigurationName: 'iot:Data-ATS' }),
  )
  expect(description).toMatchObject({
    domainName: endpointAddress,
    domainType: 'ENDPOINT',
    domainConfigurationStatus: 'ENABLED',
    tlsConfig: { securityPolicy: 'IoTSecurityPolicy_TLS13_1_2_2022_10' },
  })
})

test('domain configurations of the customer and of AWS are made, disabled and deleted by their rules', async () => {
  const plane = await startControlPlane()
  const { client } = plane
  const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1'
  const create = (domainConfigurationName: string, domainName?: string) =>
    client.send(
      new CreateDomainConfigurationCommand({
        domainConfigurationName,
        domainName,
        serverCertificateArns: domainName === undefined ? undefined : [certificateArn],
      }),
    )
  const describe = (domainConfigurationName: string) =>
    client.send(new DescribeDomainConfigurationCommand({ domainConfigurationName }))
  await create('own', 'iot.example.com')
  await create('managed')
  expect(await describe('own')).toMatchObject({
    domainType: 'CUSTOMER_MANAGED',
    domainName: 'iot.example.com',
    serverCertificates: [{ serverCertificateArn: certificateArn, serverCertificateStatus: 'VALID' }],
  })
  expect((await describe('managed')).domainName).toMatch(/^d[a-z0-9]{20}-ats\.iot\.eu-west-1\.amazonaws\.com$/)
  expect(await refusal(create('own'))).toBe('ResourceAlreadyExistsException 409')
  expect(await refusal(create('iot:own'))).toBe('InvalidRequestException 400')
  const remove = (domainConfigurationName: string) =>
    refusal(client.send(new DeleteDomainConfigurationCommand({ domainConfigurationName })))
  const disable = (domainConfigurationName: string) =>
    client.send(
      new UpdateDomainConfigurationCommand({ domainConfigurationName, domainConfigurationStatus: 'DISABLED' }),
    )
  expect(await remove('own')).toBe('InvalidRequestException 400')
  await disable('own')
  await disable('managed')
  expect([await remove('own'), await remove('managed')]).toEqual(['accepted', 'InvalidRequestException 400'])
  plane.pass(7 * 24 * 3_600_000)
  expect([await remove('managed'), await remove('iot:Data-ATS')]).toEqual(['accepted', 'InvalidRequestException 400'])
})
