import type { Target } from '../black-box/target.ts'
import { adapt, miniStackTarget } from './adapter.ts'
import { bootstrap, type Deployed, deploy } from './deployment.ts'
import type { Account } from './iam.ts'
import { type MiniStack, startMiniStack } from './start-ministack.ts'

const region = 'eu-west-1'
const accountId = '123456789012'

export interface DeployedMiniStack extends AsyncDisposable {
  ministack: MiniStack
  account: Account
  target: Target
  /** Deploys the supported stacks of another assembly, or the same again. */
  deploy(assembly: string): Promise<Deployed>
}

/** A MiniStack with the supported stacks of an assembly, brought there by `cdk bootstrap` and `cdk deploy`. */
export const startDeployed = async (assembly: string): Promise<DeployedMiniStack> => {
  const ministack = await startMiniStack({ env: { MINISTACK_REGION: region, MINISTACK_ACCOUNT_ID: accountId } })
  try {
    const account = { url: ministack.url, ca: ministack.ca, region, accountId }
    await bootstrap(account, assembly)
    const { apiUrl } = await deploy(account, assembly)
    const target = await miniStackTarget(ministack, account, apiUrl)
    await adapt(target, account)
    return {
      ministack,
      account,
      target,
      deploy: async (next) => {
        const deployed = await deploy(account, next)
        await adapt(target, account)
        return deployed
      },
      [Symbol.asyncDispose]: () => ministack[Symbol.asyncDispose](),
    }
  } catch (error) {
    await ministack[Symbol.asyncDispose]()
    throw error
  }
}
