import type { AccountFacts, PlannedStage } from './account-facts.ts'
import { type Judgement, type PreflightSeverity, together } from './preflight-finding.ts'
import { bootstrap } from './rules/bootstrap.ts'
import { concurrency } from './rules/concurrency.ts'
import { logging } from './rules/logging.ts'
import { names } from './rules/names.ts'
import { place } from './rules/place.ts'
import { policies } from './rules/policies.ts'
import { quotas } from './rules/quotas.ts'
import { region } from './rules/region.ts'
import { stacks } from './rules/stacks.ts'
import { standingCosts } from './rules/standing-costs.ts'

const rules = [place, bootstrap, stacks, names, logging, policies, concurrency, quotas, region, standingCosts]

const order: Record<PreflightSeverity, number> = { error: 0, warning: 1, info: 2 }

/** What an account means for the deployment of a stage: the worst first, and what nobody could look at. */
export const judgeAccount = (facts: AccountFacts, plan: PlannedStage): Judgement => {
  const { findings, notChecked } = together(rules.map((rule) => rule(facts, plan)))
  return { findings: findings.toSorted((a, b) => order[a.severity] - order[b.severity]), notChecked }
}
