import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { domains, randomName } from '../../registry/endpoints.ts'
import { zoneOf } from '../../registry/zone.ts'
import type { DomainRow } from '../../tables.ts'
import { applicationProtocols, domainArn, onDomain, refuseOthers, securityPolicies } from './domain.ts'

interface Input {
  domainConfigurationName: string
  domainName?: string
  serverCertificateArns?: string[]
  serviceType?: DomainRow['serviceType']
  tlsConfig?: { securityPolicy?: string }
  authenticationType?: string
  applicationProtocol?: string
}

const maxDomains = 10

/** Without a domain name AWS makes one up; with one it is the caller's own, with one server certificate (reference 2.4, 4.8). */
export const createDomainConfiguration = operation({
  unsupported: [
    'authorizerConfig',
    'clientCertificateConfig',
    'serverCertificateConfig',
    'tags',
    'validationCertificateArn',
  ],
  authorizations: onDomain('iot:CreateDomainConfiguration'),
  act: (input: Input, iot) => {
    const { domainConfigurationName: name, domainName, serverCertificateArns = [], serviceType = 'DATA' } = input
    refuseOthers('authenticationType', input.authenticationType, ['AWS_X509', 'DEFAULT'])
    refuseOthers('securityPolicy', input.tlsConfig?.securityPolicy, securityPolicies)
    refuseOthers('applicationProtocol', input.applicationProtocol, applicationProtocols)
    refuseOthers('serviceType', serviceType, ['DATA'])
    const all = domains(iot)
    if (/^iot:/i.test(name)) throw iotError('InvalidRequestException', `The prefix of "${name}" is reserved`)
    if (all.some((row) => row.domainConfigurationName === name || row.domainName === domainName))
      throw iotError('ResourceAlreadyExistsException', `Domain configuration ${name} or its domain exists already`)
    if (all.filter(({ domainType }) => domainType !== 'ENDPOINT').length >= maxDomains)
      throw iotError('LimitExceededException', `The account has ${maxDomains} domain configurations already`)
    if (serverCertificateArns.length !== (domainName === undefined ? 0 : 1))
      throw iotError(
        'InvalidRequestException',
        'A domain name goes with exactly one server certificate, and none without',
      )
    const row: DomainRow = {
      domainConfigurationName: name,
      id: randomName(iot, 5),
      domainName: domainName ?? zoneOf(iot.region).dataHost(`d${randomName(iot, 20)}`),
      domainType: domainName === undefined ? 'AWS_MANAGED' : 'CUSTOMER_MANAGED',
      serviceType,
      status: 'ENABLED',
      serverCertificateArns,
      securityPolicy: input.tlsConfig?.securityPolicy ?? 'IoTSecurityPolicy_TLS13_1_2_2022_10',
      authenticationType: input.authenticationType ?? 'DEFAULT',
      applicationProtocol: input.applicationProtocol ?? 'DEFAULT',
      statusChangedAt: iot.clock(),
    }
    iot.tables.domains.put(name, row)
    return { domainConfigurationName: name, domainConfigurationArn: domainArn(iot, row) }
  },
})
