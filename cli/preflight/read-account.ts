import type { AccountFacts, Reading } from '../../core/preflight/account-facts.ts'
import type { PlannedName } from '../../infra/planned-names.ts'
import { iotLogging } from '../../lambdas/adapters/iot/iot-logging.ts'
import { rolesAnywhere } from '../../lambdas/adapters/roles-anywhere/roles-anywhere.ts'
import type { Account, ClientConfig } from './name-readers.ts'
import { readNames } from './read-names.ts'
import { readPolicies } from './read-policies.ts'
import { readBootstrap, readResources, readStacks, type StackResource } from './read-stacks.ts'
import { allPages, reading } from './reading.ts'

/** Service code of AWS IoT Core in Service Quotas. */
const iotQuotas = 'iotcore'

const readConcurrency = ({ config }: Account): Promise<AccountFacts['concurrency']> =>
  reading('lambda:GetAccountSettings', async () => {
    const { LambdaClient, GetAccountSettingsCommand } = await import('@aws-sdk/client-lambda')
    const { AccountLimit } = await new LambdaClient(config).send(new GetAccountSettingsCommand({}))
    const account = AccountLimit?.ConcurrentExecutions
    if (account === undefined) throw new Error('the answer has no ConcurrentExecutions')
    return { account, unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? account }
  })

const readQuotas = ({ config }: Account): Promise<AccountFacts['quotas']> =>
  reading('servicequotas:ListServiceQuotas', async () => {
    const { ServiceQuotasClient, ListServiceQuotasCommand } = await import('@aws-sdk/client-service-quotas')
    const client = new ServiceQuotasClient(config)
    const all = await allPages(async (NextToken) => {
      const page = await client.send(new ListServiceQuotasCommand({ ServiceCode: iotQuotas, NextToken }))
      return [page.Quotas ?? [], page.NextToken]
    })
    return all.flatMap(({ QuotaName: name, Value: value }) =>
      name === undefined || value === undefined ? [] : [{ name, value }],
    )
  })

const readTrustAnchors = ({ config }: Account, env: NodeJS.ProcessEnv): Promise<AccountFacts['trustAnchors']> =>
  reading('rolesanywhere:ListTrustAnchors', async () => {
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
    const { credentials = fromNodeProviderChain(), endpoint } = config
    const service = rolesAnywhere({
      region: async () => config.region,
      credentials: typeof credentials === 'function' ? credentials : async () => credentials,
      // The SDK's own variables, which its clients read by themselves.
      endpoint: endpoint ?? (env.AWS_ENDPOINT_URL_ROLESANYWHERE || env.AWS_ENDPOINT_URL || undefined),
      fetch,
    })
    return (await service.trustAnchors()).length
  })

const readIot = async ({
  config,
}: Account): Promise<Pick<AccountFacts, 'logging' | 'endpoint' | 'domainConfigurations'>> => {
  const { IoTClient, DescribeEndpointCommand, ListDomainConfigurationsCommand } = await import('@aws-sdk/client-iot')
  const iot = new IoTClient(config)
  return {
    logging: await reading('iot:GetV2LoggingOptions', () => iotLogging(iot)),
    endpoint: await reading('iot:DescribeEndpoint', async () => {
      const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
      if (endpointAddress === undefined) throw new Error('the answer has no address')
      return endpointAddress
    }),
    domainConfigurations: await reading('iot:ListDomainConfigurations', async () => {
      const all = await allPages(async (marker) => {
        const page = await iot.send(new ListDomainConfigurationsCommand({ marker }))
        return [page.domainConfigurations ?? [], page.nextMarker]
      })
      return all.length
    }),
  }
}

/** Logging is an account's own, so only the stack that made it tells whose it is. */
const isLoggingOurs = (ours: Reading<readonly StackResource[]>): Reading<boolean> =>
  ours.read ? { read: true, value: ours.value.some(({ type }) => type === 'AWS::IoT::Logging') } : ours

/** Who the credentials belong to. Rejects as the SDK does if there are none, or nobody answers. */
export const readAccountId = async (config: ClientConfig): Promise<string> => {
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts')
  const { Account: accountId } = await new STSClient(config).send(new GetCallerIdentityCommand({}))
  if (accountId === undefined) throw new Error('STS answered GetCallerIdentity without an account')
  return accountId
}

export interface AccountQuestion {
  config: ClientConfig
  env: NodeJS.ProcessEnv
  names: readonly PlannedName[]
  /** Stacks of the stage. */
  stacks: readonly string[]
  wait: (ms: number) => Promise<void>
}

/** Reads what a deployment will meet in an account. It changes nothing; what cannot be read is told with the reason. */
export const readAccount = async ({
  config,
  env,
  names,
  stacks: own,
  wait,
}: AccountQuestion): Promise<AccountFacts> => {
  const account = { accountId: await readAccountId(config), config }
  const stacks = await readStacks(account)
  const there = stacks.read ? stacks.value.map(({ name }) => name).filter((name) => own.includes(name)) : []
  const ours = stacks.read ? await readResources(account, there) : stacks
  const [bootstrap, named, iot, policies, concurrency, quotas, trustAnchors] = await Promise.all([
    readBootstrap(account),
    readNames(account, names, ours),
    readIot(account),
    readPolicies(account, wait),
    readConcurrency(account),
    readQuotas(account),
    readTrustAnchors(account, env),
  ])
  return {
    accountId: account.accountId,
    region: config.region,
    ...{ stacks, bootstrap, ...named, ...iot, isLoggingOurs: isLoggingOurs(ours) },
    ...{ policies, concurrency, quotas, trustAnchors },
  }
}
