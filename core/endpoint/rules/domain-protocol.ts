import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const protocols = ['SECURE_MQTT', 'DEFAULT']
const authentications = ['AWS_X509', 'DEFAULT']

export const domainProtocol: Rule = {
  id: 'domain-protocol',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS API reference, CreateDomainConfiguration (applicationProtocol, authenticationType)',
  about: 'account',
  endsAt: 'connect',
  holds: ({ domain }) => domain !== undefined && whatElse(domain) !== undefined,
  says: ({ domain }) =>
    `Domain configuration ${domain?.name} is set to ${domain && whatElse(domain)}, not to MQTT with client certificates.`,
  fix: ({ domain }) =>
    `aws iot update-domain-configuration --domain-configuration-name ${domain?.name} --application-protocol SECURE_MQTT --authentication-type AWS_X509`,
}

function whatElse({ applicationProtocol, authenticationType }: NonNullable<Facts['domain']>): string | undefined {
  if (applicationProtocol !== undefined && !protocols.includes(applicationProtocol)) return applicationProtocol
  return authenticationType === undefined || authentications.includes(authenticationType)
    ? undefined
    : authenticationType
}
