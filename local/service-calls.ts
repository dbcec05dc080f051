import type { AwsService, Principal } from './aws-service.ts'

/** Calls operations of the emulated services in the account's own name, past the door: how templates are deployed. */
export const createServiceCalls = (services: readonly AwsService[], accountId: string) => {
  const root: Principal = {
    kind: 'root',
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    accessKeyId: '',
    userId: accountId,
  }
  return async (name: string, operation: string, input: object): Promise<Record<string, unknown>> => {
    const service = services.find((candidate) => candidate.name === name)
    if (service === undefined) throw new Error(`the local cloud has no service ${name}`)
    const { body = {} } = await service.handle({ operation, input }, root)
    const text = typeof body === 'string' ? body : undefined
    return (text === undefined ? body : text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  }
}
