import type { AccountFacts } from '../../core/preflight/account-facts.ts'
import type { Judgement, PreflightFinding } from '../../core/preflight/preflight-finding.ts'

const marks = { error: '✗', warning: '!', info: '·' } as const

const finding = ({ severity, rule, says, fails, costs, repair }: PreflightFinding): string[] => [
  `${marks[severity]} ${rule}: ${says}`,
  ...(fails === undefined ? [] : [`    else: ${fails}`]),
  ...(costs === undefined ? [] : [`    costs: ${costs}`]),
  ...repair.map((line) => `    → ${line}`),
]

/** What was found for people: errors first, then what nobody could look at, then one line that sums up. */
export const renderPreflight = (
  stage: string,
  { accountId, region }: Pick<AccountFacts, 'accountId' | 'region'>,
  { findings, notChecked }: Judgement,
): string => {
  const count = (severity: string) => findings.filter((it) => it.severity === severity).length
  const errors = count('error')
  const verdict = errors === 0 ? 'Nothing that was read stands in the way' : `${errors} would fail`
  return [
    ...findings.flatMap(finding),
    ...notChecked.map(({ what, why }) => `? not checked: ${what} (${why})`),
    '',
    `Stage ${stage}, account ${accountId}, ${region}: ${verdict}; ${count('warning')} warnings, ${notChecked.length} not checked.`,
  ].join('\n')
}
