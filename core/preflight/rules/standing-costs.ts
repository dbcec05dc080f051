import type { AccountFacts, PlannedStage } from '../account-facts.ts'
import { found, type Judgement } from '../preflight-finding.ts'

const perAlarm = 0.1

/** What a stage costs a month with no device in it: what does not depend on use. */
export const standingCosts = (_: AccountFacts, { name, functions }: PlannedStage): Judgement => {
  const alarms = 2 * functions
  return found(
    'info',
    'standing-costs',
    `Stage ${name} has one KMS key, one dashboard and more than ${alarms} alarms.`,
    {
      costs: `a month without any device: key 1.00, dashboard 3.00 (the first three of an account are free), alarms ${perAlarm.toFixed(2)} each, so ${(alarms * perAlarm).toFixed(2)} for the two of each function (the first ten of an account are free)`,
    },
  )
}
