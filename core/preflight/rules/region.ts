import type { AccountFacts } from '../account-facts.ts'
import { found, type Judgement, together, unseen } from '../preflight-finding.ts'

/** What not every Region has: where devices connect, custom domains, sessions for stations. */
export const region = ({ endpoint, domainConfigurations, trustAnchors, region: it }: AccountFacts): Judgement =>
  together([
    endpoint.read
      ? found('info', 'endpoint', `Devices connect to ${endpoint.value}.`)
      : unseen(`whether AWS IoT Core has a data endpoint (ATS) in ${it}`, endpoint),
    domainConfigurations.read
      ? found('info', 'domain-configurations', `${domainConfigurations.value} domain configurations are here.`)
      : unseen(`whether ${it} has domain configurations`, domainConfigurations),
    trustAnchors.read
      ? found('info', 'roles-anywhere', `IAM Roles Anywhere answers here, with ${trustAnchors.value} trust anchors.`)
      : unseen(`whether ${it} has IAM Roles Anywhere, by which stations sign in`, trustAnchors),
  ])
