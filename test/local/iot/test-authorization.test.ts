import { type AuthInfo, CreatePolicyCommand, TestAuthorizationCommand } from '@aws-sdk/client-iot'
import { startBroker } from './support/broker.ts'
import { refusal } from './support/control-plane.ts'

const arn = (resource: string) => `arn:aws:iot:eu-west-1:123456789012:${resource}`

test('TestAuthorization judges as the broker does, and names policies and missing values', async () => {
  const { client, device } = await startBroker()
  const { principal } = await device('fleet-1', { type: 'NON_EXCLUSIVE_THING' })
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iot:Publish', Resource: '*' }] }
  await client.send(new CreatePolicyCommand({ policyName: 'quiet', policyDocument: JSON.stringify(deny) }))
  const ask = async (authInfo: AuthInfo, own: object = {}) => {
    const command = new TestAuthorizationCommand({ principal, authInfos: [authInfo], clientId: 'fleet-1', ...own })
    return (await client.send(command)).authResults?.[0]
  }
  const connect: AuthInfo = { actionType: 'CONNECT', resources: [arn('client/fleet-1')] }
  const publish: AuthInfo = { actionType: 'PUBLISH', resources: [arn('topic/dt/fleet/fleet-1/x')] }
  expect(await ask(connect)).toMatchObject({
    authDecision: 'ALLOWED',
    allowed: { policies: [{ policyName: 'policy-1', policyArn: arn('policy/policy-1') }] },
    missingContextValues: [],
  })
  expect(await ask(connect, { clientId: 'fleet-2' })).toMatchObject({
    authDecision: 'IMPLICIT_DENY',
    missingContextValues: ['iot:Connection.Thing.ThingName'],
  })
  expect(await ask(publish)).toMatchObject({ authDecision: 'ALLOWED' })
  expect(await ask(publish, { policyNamesToAdd: ['quiet'] })).toMatchObject({
    authDecision: 'EXPLICIT_DENY',
    denied: { explicitDeny: { policies: [{ policyName: 'quiet' }] } },
  })
  expect(await ask(connect, { policyNamesToSkip: ['policy-1'] })).toMatchObject({ authDecision: 'IMPLICIT_DENY' })
  expect(await refusal(ask({ actionType: 'PUBLISH', resources: [] }, { principal: undefined }))).toBe(
    'InvalidRequestException 400',
  )
})
