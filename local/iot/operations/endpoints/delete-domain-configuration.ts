import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { findDomain, onDomain } from './domain.ts'

const waitMs = 7 * 24 * 3_600_000

/** Only a disabled one; one that AWS manages only after seven days of that (reference 2.4). */
export const deleteDomainConfiguration = operation({
  authorizations: onDomain('iot:DeleteDomainConfiguration'),
  act: ({ domainConfigurationName }: { domainConfigurationName: string }, iot) => {
    const row = findDomain(iot, domainConfigurationName)
    const disabledFor = row.status === 'DISABLED' ? iot.clock() - row.statusChangedAt : -1
    if (row.domainType === 'ENDPOINT' || disabledFor < (row.domainType === 'AWS_MANAGED' ? waitMs : 0))
      throw iotError(
        'InvalidRequestException',
        `Domain configuration ${domainConfigurationName} must be DISABLED first (AWS-managed ones for 7 days); default endpoints stay`,
      )
    iot.tables.domains.delete(domainConfigurationName)
    return {}
  },
})
