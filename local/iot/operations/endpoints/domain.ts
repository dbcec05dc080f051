import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import { domains } from '../../registry/endpoints.ts'
import type { DomainRow } from '../../tables.ts'

export const domainArn = ({ arn }: IotContext, row: DomainRow): string =>
  arn.domainConfiguration(`${row.domainConfigurationName}/${row.id}`)

export const findDomain = (iot: IotContext, name: string): DomainRow => {
  const row = domains(iot).find(({ domainConfigurationName }) => domainConfigurationName === name)
  if (row === undefined) throw iotError('ResourceNotFoundException', `Domain configuration ${name} does not exist`)
  return row
}

/** The IAM check: name and the id that AWS adds; a name that does not exist has no id (reference 2.10). */
export const onDomain =
  (action: string) =>
  ({ domainConfigurationName }: { domainConfigurationName: string }, iot: IotContext) => {
    const row = domains(iot).find((candidate) => candidate.domainConfigurationName === domainConfigurationName)
    const resource =
      row === undefined ? iot.arn.domainConfiguration(`${domainConfigurationName}/none`) : domainArn(iot, row)
    return [{ action, resource }]
  }

/** The policies whose versions the broker can keep (reference 4.5). */
export const securityPolicies = ['IoTSecurityPolicy_TLS13_1_2_2022_10', 'IoTSecurityPolicy_TLS13_1_3_2022_10']

/** Those that the broker can keep: MQTT, and turning MQTT away (reference 4.4). */
export const applicationProtocols = ['SECURE_MQTT', 'HTTPS', 'DEFAULT']

export const refuseOthers = (what: string, value: string | undefined, known: readonly string[]): void => {
  if (value !== undefined && !known.includes(value))
    throw iotError('InvalidRequestException', `${what} "${value}" is not one of ${known.join(', ')}`)
}
