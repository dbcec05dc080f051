import type { Diagnosis, LinkName, LinkResult } from './diagnosis.ts'
import type { DiagnosisFacts, MintedFacts } from './diagnosis-facts.ts'
import type { Link } from './link.ts'
import { attemptsLink } from './links/attempts.ts'
import { certificateLink } from './links/certificate.ts'
import { endpointLink } from './links/endpoint.ts'
import { fallbackLink } from './links/fallback.ts'
import { loggingLink } from './links/logging.ts'
import { orderLink } from './links/order.ts'
import { policyLink } from './links/policy.ts'
import { registryLink } from './links/registry.ts'
import { silenceLink } from './links/silence.ts'
import { thingLink } from './links/thing.ts'

/** Need nothing but the row. */
const first: readonly Link<DiagnosisFacts>[] = [registryLink, orderLink]

/** Need a device with an order and a certificate. */
const then: readonly Link[] = [
  certificateLink,
  thingLink,
  policyLink,
  endpointLink,
  attemptsLink,
  fallbackLink,
  loggingLink,
  silenceLink,
]

/** Every cause that a diagnosis can name, by link. */
export const allCauses: readonly { link: LinkName; cause: string; means: string }[] = [...first, ...then].flatMap(
  ({ name, causes }) => Object.entries(causes).map(([cause, means]) => ({ link: name, cause, means })),
)

const isMinted = (facts: DiagnosisFacts): facts is MintedFacts =>
  facts.order !== undefined && facts.device?.certificateId !== undefined && facts.device.certificateArn !== undefined

type Looked = { link: LinkName; result: LinkResult }

function* look(facts: DiagnosisFacts): Generator<Looked> {
  for (const { name, check } of first) yield { link: name, result: check(facts) }
  for (const { name, check } of then)
    yield {
      link: name,
      result: isMinted(facts) ? check(facts) : { is: 'not-checked', why: 'the row names no certificate' },
    }
}

/** Looks at one link after the other and stops at the first that is broken. Pure: all that it knows is in the facts. */
export const diagnose = (facts: DiagnosisFacts): Diagnosis => {
  const { imei } = facts
  const names = [...first, ...then].map(({ name }) => name)
  const checked: { link: LinkName; says: string }[] = []
  const notChecked: { link: LinkName; why: string }[] = []
  const open: LinkName[] = []
  for (const { link, result } of look(facts)) {
    if (result.is === 'sound') checked.push({ link, says: result.says })
    else if (result.is !== 'broken') {
      notChecked.push({ link, why: result.why })
      if (result.is === 'not-checked') open.push(link)
    } else {
      const { cause, says, repair, evidence } = result
      const after = names.slice(names.indexOf(link) + 1)
      notChecked.push(...after.map((name) => ({ link: name, why: `${link} is broken first` })))
      return { imei, verdict: 'broken', brokenLink: link, cause, says, repair, evidence, checked, notChecked, open }
    }
  }
  const list = checked.map(({ link }) => link).join(', ')
  if (open.length === 0)
    return {
      imei,
      verdict: 'healthy',
      says: `Device ${imei} is in order: ${list} were checked.`,
      evidence: [],
      checked,
      notChecked,
      open,
    }
  return {
    imei,
    verdict: 'undecided',
    says: `Nothing is broken as far as could be checked (${list}); not checked: ${open.join(', ')}.`,
    evidence: [],
    checked,
    notChecked,
    open,
  }
}
