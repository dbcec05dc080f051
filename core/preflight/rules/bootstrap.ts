import type { AccountFacts } from '../account-facts.ts'
import { found, type Judgement, unseen } from '../preflight-finding.ts'

/** The version that the templates demand (manifest.json of `cdk synth`: requiresBootstrapStackVersion). */
const needed = 6

/** Whether the account was made ready for the CDK. */
export const bootstrap = ({ bootstrap: it, accountId, region }: AccountFacts): Judgement => {
  if (!it.read) return unseen('whether the account is bootstrapped for the CDK', it)
  const repair = [`npx cdk bootstrap aws://${accountId}/${region}`]
  const fails = 'cdk deploy finds no bucket for the code of the functions and stops.'
  if (it.value === undefined)
    return found('error', 'not-bootstrapped', 'There is no stack CDKToolkit here.', {
      fails,
      costs: 'the bucket for the code: some cents a month',
      repair,
    })
  const { status, version } = it.value
  if (!/_COMPLETE$/.test(status) || /^(ROLLBACK|DELETE)/.test(status))
    return found('error', 'bootstrap-failed', `The stack CDKToolkit is in the state ${status}.`, { fails, repair })
  if (version === undefined || version < needed)
    return found(
      'error',
      'bootstrap-old',
      `The stack CDKToolkit is of version ${version ?? 'unknown'}; ${needed} is needed.`,
      {
        fails: 'cdk deploy refuses.',
        repair,
      },
    )
  return found('info', 'bootstrapped', `The CDK is bootstrapped here, version ${version}.`)
}
