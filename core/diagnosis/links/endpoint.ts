import { checkEndpoint, findingIds } from '../../endpoint/check-endpoint.ts'
import type { DeviceConnection, Finding } from '../../endpoint/endpoint-check.ts'
import { rules } from '../../endpoint/rules.ts'
import { type LinkResult, notChecked, type Repair, sound } from '../diagnosis.ts'
import type { MintedFacts } from '../diagnosis-facts.ts'
import type { Link } from '../link.ts'
import { awsIot, here, quoted } from '../repairs.ts'
import { lastSeen } from '../seen.ts'

const warnings = new Set(rules.filter(({ severity }) => severity !== 'error').map(({ id }) => id))

/** The findings that end a connection are the causes; `docs/endpoint-rules.md` has each with its source. */
const causes = Object.fromEntries(
  findingIds.filter((id) => !warnings.has(id)).map((id) => [id, 'see docs/endpoint-rules.md']),
)

/** The oldest firmware that sends SNI and is still made. */
const sendsSni = 'mfw_nrf9160_1.3.7'

const modeOf = ({ certificate, device }: MintedFacts): DeviceConnection['certificateMode'] => {
  const mode = certificate.read ? certificate.value?.certificateMode : device.certificateMode
  return mode === 'DEFAULT' || mode === 'SNI_ONLY' ? mode : undefined
}

const connectionOf = (facts: MintedFacts, firmware: string): DeviceConnection => {
  const { order, thingName } = facts
  const { hostname, port, trustAnchors, fallbackBroker } = order.profile
  return {
    firmware,
    hostname,
    port,
    alpn: port === 443 ? 'x-amzn-mqtt-ca' : undefined,
    certificateMode: modeOf(facts),
    trustAnchors: trustAnchors.every((anchor) => !anchor.startsWith('-----')) ? trustAnchors : undefined,
    fallbackBroker: fallbackBroker?.host,
    clientId: thingName,
    thingName,
  }
}

const checkCommand = (firmware: string, right: string, mode: string | undefined) =>
  ['mintmark check --mfw', quoted(firmware), '--hostname', right, '--expected-endpoint', right]
    .concat(mode === undefined ? [] : ['--certificate-mode', mode])
    .join(' ')

/** Rules that the host name cannot cure, and what does. */
const repairs: Record<string, (facts: MintedFacts, firmware: string, right: string) => Repair> = {
  'host-domain-disabled': ({ account, order }) => {
    const domains = account.read ? (account.value.domainConfigurations ?? []) : []
    const name = domains.find(({ domainName }) => domainName === order.profile.hostname)?.name ?? '<DOMAIN>'
    return here(
      'Enable the domain configuration again.',
      awsIot('update-domain-configuration', {
        'domain-configuration-name': name,
        'domain-configuration-status': 'ENABLED',
      }),
    )
  },
  'certificate-sni-only': (facts, _, right) => ({
    does: 'Update the modem to a firmware that sends SNI, in a build that names the right host; this shows that it connects then.',
    commands: [checkCommand(sendsSni, right, modeOf(facts))],
    where: 'build',
  }),
  'firmware-unlisted': (_, firmware, right) => ({
    does: 'Nobody has written down what this firmware does: measure it against the endpoint.',
    commands: [`mintmark probe ${right} --as ${quoted(firmware)}`],
    where: 'here',
  }),
}

const anotherBuild = (facts: MintedFacts, firmware: string, right: string, fix: string): Repair => ({
  does: `${fix} Open the next order with it in the profile; the right host name connects, as this shows.`,
  commands: [checkCommand(firmware, right, modeOf(facts))],
  where: 'build',
})

const worst = (findings: readonly Finding[]) => findings.find(({ severity }) => severity === 'error')

const check = (facts: MintedFacts): LinkResult => {
  const { account, device, order } = facts
  if (!account.read) return notChecked(account.why)
  const { firmware } = device
  if (firmware === undefined) return notChecked('the row names no modem firmware')
  const { hostname } = order.profile
  const { outcome, findings } = checkEndpoint({ account: account.value, ...connectionOf(facts, firmware) })
  const error = worst(findings)
  const shown = hostname === null ? 'no host name' : `host name ${JSON.stringify(hostname)}`
  if (error === undefined) return sound(`${firmware} with ${shown}: ${outcome}`)
  const seen = lastSeen(facts)
  // What happened is worth more than what was predicted; only an accident is told although it works today.
  if (seen !== undefined && outcome !== 'connects-by-accident')
    return sound(
      `the profile's ${shown} would not connect (${error.rule}), yet the device was seen ${seen}: it runs another build`,
    )
  const right = account.value.dataAts
  const repair = repairs[error.rule]?.(facts, firmware, right) ?? anotherBuild(facts, firmware, right, error.fix)
  return {
    is: 'broken',
    cause: error.rule,
    says: error.says,
    repair,
    evidence: Object.entries({
      firmware,
      'host name of the profile': hostname ?? 'NULL',
      'the right host name': right,
      'certificate mode': modeOf(facts) ?? 'not read',
      prediction: outcome,
      'known because': `${error.evidence}: ${error.source}`,
    }).map(([what, is]) => ({ what, is })),
  }
}

/** Whether a device with this firmware, host name and certificate would connect to this account. */
export const endpointLink: Link = { name: 'endpoint', causes, check }
