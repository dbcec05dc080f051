import type { AccountFacts, PolicyFact } from '../../core/preflight/account-facts.ts'
import type { Account } from './name-readers.ts'
import { allPages, reading } from './reading.ts'

/** More than these are not looked at: AWS IoT takes ten GetPolicy a second from the whole account. */
const most = 200
const perSecond = 5
const pageSize = 250

/** The documents of the account's IoT policies, at half the rate that AWS IoT allows. */
export const readPolicies = (
  { config }: Account,
  wait: (ms: number) => Promise<void>,
): Promise<AccountFacts['policies']> =>
  reading('iot:ListPolicies and iot:GetPolicy', async () => {
    const { IoTClient, ListPoliciesCommand, GetPolicyCommand } = await import('@aws-sdk/client-iot')
    const client = new IoTClient(config)
    const names = await allPages(async (marker) => {
      const page = await client.send(new ListPoliciesCommand({ marker, pageSize }))
      return [(page.policies ?? []).flatMap(({ policyName }) => policyName ?? []), page.nextMarker]
    })
    const some: PolicyFact[] = []
    for (const name of names.slice(0, most)) {
      if (some.length > 0 && some.length % perSecond === 0) await wait(1000)
      const { policyDocument: document = '' } = await client.send(new GetPolicyCommand({ policyName: name }))
      some.push({ name, document })
    }
    return { some, total: names.length, isAll: names.length <= most }
  })
