import { createFaults } from '../../../local/faults/faults.ts'
import { createIdentities } from '../../../local/iam/identities.ts'
import { createAwsServer } from '../../../local/server/aws-server.ts'
import { openStore } from '../../../local/state/store.ts'
import { createSts } from '../../../local/sts/create-sts.ts'
import { signedFetch } from '../signed-fetch.ts'

const region = 'eu-west-1'

test('a caller without any permission learns who it is, and of no other operation', async () => {
  const identities = createIdentities({ accountId: '123456789012', region, store: openStore() })
  const faults = createFaults(Date.now)
  const server = createAwsServer({
    services: [createSts()],
    identities,
    faults,
    region,
    clock: Date.now,
    log: () => {},
  })
  const url = await server.listen(0)
  const credentials = identities.putUser('line-1', { Statement: [] })
  const ask = async (action: string) => {
    const body = `Action=${action}&Version=2011-06-15`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await signedFetch(url, { service: 'sts', credentials, method: 'POST', headers, body })
    return [response.status, await response.text()]
  }
  const [status, xml] = await ask('GetCallerIdentity')
  expect(status).toBe(200)
  expect(xml).toContain(`<Arn>${credentials.arn}</Arn>`)
  expect(xml).toMatch(/<UserId>AIDA\w+<\/UserId><Account>123456789012<\/Account>/)
  expect(await ask('GetSessionToken')).toEqual([400, expect.stringContaining('<Code>InvalidAction</Code>')])
  await server.close()
})
