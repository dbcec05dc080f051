import type { AccountFacts, PlannedStage } from '../account-facts.ts'
import { found, type Judgement, together } from '../preflight-finding.ts'

/** Calls a second in the Regions that allow least (General Reference, "AWS IoT Core endpoints and quotas"), and how often a unit needs one. */
const calls = [
  { call: 'CreateCertificateFromCsr', documented: 15, perUnit: 1 },
  { call: 'CreateKeysAndCertificate', documented: 10, perUnit: 1 },
  { call: 'AttachPolicy', documented: 15, perUnit: 1 },
  { call: 'CreateThing', documented: 50, perUnit: 1 },
  { call: 'AttachThingPrincipal', documented: 50, perUnit: 1 },
  { call: 'DescribeCertificate', documented: 10, perUnit: 1 },
  { call: 'UpdateCertificate', documented: 10, perUnit: 1 },
] as const

const tight = 0.7
const round = (rate: number) => Math.round(rate * 100) / 100

const judge = (
  { call, documented, perUnit }: (typeof calls)[number],
  { quotas }: AccountFacts,
  { stations, secondsPerUnit }: PlannedStage,
): Judgement => {
  const named = quotas.read ? quotas.value.find(({ name }) => new RegExp(`\\b${call}\\b`, 'i').test(name)) : undefined
  const limit = named?.value ?? documented
  const needed = (stations / secondsPerUnit) * perUnit
  const source =
    named === undefined ? 'the lowest documented default, not read from this account' : 'read from this account'
  const says = `${call}: ${limit} a second (${source}); ${stations} stations with a unit every ${secondsPerUnit} s need ${round(needed)}.`
  if (needed <= limit * tight) return found('info', 'quota', says)
  return found(needed > limit ? 'error' : 'warning', 'quota', says, {
    fails: 'AWS IoT throttles; benches wait and repeat, and nothing is spent twice.',
    costs: 'a higher quota is free, and takes days to weeks',
    repair: [
      `aws service-quotas list-service-quotas --service-code iotcore --query "Quotas[?contains(QuotaName, '${call}')]"`,
      'aws service-quotas request-service-quota-increase --service-code iotcore --quota-code <CODE> --desired-value <RATE>',
    ],
  })
}

/** Whether AWS IoT lets as many certificates be made as the benches want. */
export const quotas = (facts: AccountFacts, plan: PlannedStage): Judgement => {
  const judged = together(calls.map((call) => judge(call, facts, plan)))
  if (facts.quotas.read) return judged
  const { action, why } = facts.quotas
  return together([
    judged,
    { findings: [], notChecked: [{ what: 'the quotas of AWS IoT Core in this account', why: `${action}: ${why}` }] },
  ])
}
