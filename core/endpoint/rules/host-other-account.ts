import { hostRule, quoted } from '../host-rule.ts'

export const hostOtherAccount = hostRule('other-account', {
  id: 'host-other-account',
  evidence: 'documented',
  source: 'AWS developer guide, transport-security (a wrong host_name fails the connection); DevZone 85312',
  says: (facts) =>
    facts.nameEnds === 'connect'
      ? `${quoted(facts)} is another account's endpoint in the same Region. TLS succeeds, because all accounts share the Region's wildcard certificate; then the server sees that the SNI and the certificate belong to different accounts and closes. The account's log can stay empty.`
      : `${quoted(facts)} is another account's endpoint.`,
})
