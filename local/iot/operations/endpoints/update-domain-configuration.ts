import { operation } from '../../operation.ts'
import type { DomainRow } from '../../tables.ts'
import { applicationProtocols, domainArn, findDomain, onDomain, refuseOthers, securityPolicies } from './domain.ts'

interface Input {
  domainConfigurationName: string
  domainConfigurationStatus?: DomainRow['status']
  tlsConfig?: { securityPolicy?: string }
  authenticationType?: string
  applicationProtocol?: string
}

/** Domain name and server certificate cannot be changed (reference 2.4). */
export const updateDomainConfiguration = operation({
  unsupported: ['authorizerConfig', 'clientCertificateConfig', 'serverCertificateConfig', 'removeAuthorizerConfig'],
  authorizations: onDomain('iot:UpdateDomainConfiguration'),
  act: (input: Input, iot) => {
    const row = findDomain(iot, input.domainConfigurationName)
    const status = input.domainConfigurationStatus ?? row.status
    refuseOthers('domainConfigurationStatus', status, ['ENABLED', 'DISABLED'])
    refuseOthers('authenticationType', input.authenticationType, ['AWS_X509', 'DEFAULT'])
    refuseOthers('securityPolicy', input.tlsConfig?.securityPolicy, securityPolicies)
    refuseOthers('applicationProtocol', input.applicationProtocol, applicationProtocols)
    iot.tables.domains.put(row.domainConfigurationName, {
      ...row,
      status,
      statusChangedAt: status === row.status ? row.statusChangedAt : iot.clock(),
      securityPolicy: input.tlsConfig?.securityPolicy ?? row.securityPolicy,
      authenticationType: input.authenticationType ?? row.authenticationType,
      applicationProtocol: input.applicationProtocol ?? row.applicationProtocol,
    })
    return { domainConfigurationName: row.domainConfigurationName, domainConfigurationArn: domainArn(iot, row) }
  },
})
