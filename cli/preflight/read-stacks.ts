import type { AccountFacts, StackFact } from '../../core/preflight/account-facts.ts'
import type { Account, ClientConfig } from './name-readers.ts'
import { allPages, reading } from './reading.ts'

const cloudFormation = async (config: ClientConfig) => {
  const sdk = await import('@aws-sdk/client-cloudformation')
  return { sdk, client: new sdk.CloudFormationClient(config) }
}

/** CloudFormation's error for a stack that is not there has the name of every wrong input; its text tells which it is. */
const unlessNone = async <T>(id: string, ask: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await ask()
  } catch (error) {
    const { name, message } = error as Error
    if (name === 'ValidationError' && message.includes(id)) return undefined
    throw error
  }
}

const toolkit = 'CDKToolkit'

/** Every stack that was not deleted. */
export const readStacks = ({ config }: Account): Promise<AccountFacts['stacks']> =>
  reading('cloudformation:ListStacks', async () => {
    const { sdk, client } = await cloudFormation(config)
    const all = await allPages(async (NextToken) => {
      const page = await client.send(new sdk.ListStacksCommand({ NextToken }))
      return [page.StackSummaries ?? [], page.NextToken]
    })
    return all.flatMap(({ StackName: name = '', StackStatus: status = '' }): StackFact[] =>
      status === 'DELETE_COMPLETE' ? [] : [{ name, status }],
    )
  })

/** The stack of `cdk bootstrap`. */
export const readBootstrap = ({ config }: Account): Promise<AccountFacts['bootstrap']> =>
  reading('cloudformation:DescribeStacks', async () => {
    const { sdk, client } = await cloudFormation(config)
    const found = await unlessNone(toolkit, () => client.send(new sdk.DescribeStacksCommand({ StackName: toolkit })))
    const stack = found?.Stacks?.[0]
    if (stack === undefined) return undefined
    const version = Number(stack.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue)
    return { status: stack.StackStatus ?? '', ...(Number.isInteger(version) && { version }) }
  })

export interface StackResource {
  stack: string
  type: string
  id: string
}

/** What is in the stacks of these names that are there. */
export const readResources = ({ config }: Account, stacks: readonly string[]) =>
  reading('cloudformation:ListStackResources', async () => {
    const { sdk, client } = await cloudFormation(config)
    const all: StackResource[] = []
    for (const StackName of stacks)
      all.push(
        ...(await allPages(async (NextToken) => {
          const page = await client.send(new sdk.ListStackResourcesCommand({ StackName, NextToken }))
          const resources = (page.StackResourceSummaries ?? []).map(
            ({ ResourceType: type = '', PhysicalResourceId: id = '' }) => ({
              stack: StackName,
              type,
              id,
            }),
          )
          return [resources, page.NextToken]
        })),
      )
    return all
  })

/**
 * The stack that a resource belongs to, whoever deployed it; undefined if to none, which CloudFormation says with an error
 * that names the resource. The same error about anything else tells nothing.
 */
export const readOwner = ({ config }: Account, PhysicalResourceId: string) =>
  reading('cloudformation:DescribeStackResources', async () => {
    const { sdk, client } = await cloudFormation(config)
    const found = await unlessNone(PhysicalResourceId, () =>
      client.send(new sdk.DescribeStackResourcesCommand({ PhysicalResourceId })),
    )
    return found?.StackResources?.[0]?.StackName
  })
