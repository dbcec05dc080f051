import type { AccountFacts, PlannedStage } from '../account-facts.ts'
import { found, type Judgement, unseen } from '../preflight-finding.ts'

/** First connects run up to ten at a time at the start (Lambda developer guide, "SQS"), and the clock runs a few. */
const besides = 10

/** Whether Lambda lets as many functions run at once as benches call them. */
export const concurrency = ({ concurrency: it, region }: AccountFacts, { stations }: PlannedStage): Judgement => {
  if (!it.read) return unseen('how many functions may run at once', it)
  const { account, unreserved } = it.value
  const needed = stations + besides
  const says = `Lambda runs ${account} functions at once here, ${unreserved} of them for whoever comes; ${stations} stations need up to ${needed}.`
  if (unreserved >= needed) return found('info', 'concurrency', says)
  return found(unreserved < stations ? 'error' : 'warning', 'concurrency', says, {
    fails: 'Benches are throttled (429) and wait; first connects are registered late.',
    costs: 'a higher quota is free',
    repair: [
      `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value 1000`,
    ],
  })
}
