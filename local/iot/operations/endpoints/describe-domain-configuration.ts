import { operation } from '../../operation.ts'
import { domainArn, findDomain, onDomain } from './domain.ts'

export const describeDomainConfiguration = operation({
  authorizations: onDomain('iot:DescribeDomainConfiguration'),
  act: ({ domainConfigurationName }: { domainConfigurationName: string }, iot) => {
    const row = findDomain(iot, domainConfigurationName)
    return {
      domainConfigurationName,
      domainConfigurationArn: domainArn(iot, row),
      domainName: row.domainName,
      serverCertificates: row.serverCertificateArns.map((serverCertificateArn) => ({
        serverCertificateArn,
        serverCertificateStatus: iot.switches.invalidServerCertificates.includes(serverCertificateArn)
          ? 'INVALID'
          : 'VALID',
      })),
      domainConfigurationStatus: row.status,
      serviceType: row.serviceType,
      domainType: row.domainType,
      lastStatusChangeDate: new Date(row.statusChangedAt),
      tlsConfig: { securityPolicy: row.securityPolicy },
      authenticationType: row.authenticationType,
      applicationProtocol: row.applicationProtocol,
    }
  },
})
