import {
  AttachPolicyCommand,
  CreateCertificateFromCsrCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteCertificateCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachPolicyCommand,
  GetEffectivePoliciesCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAttachedPoliciesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListTargetsForPolicyCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iot'
import { ecKey, refusal, startControlPlane } from './support/control-plane.ts'
import { csrOf } from './support/csr.ts'

const { client } = await startControlPlane()
const documentOf = (resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iot:Connect', Resource: resource }],
  })
const createPolicy = (policyName: string, policyDocument = documentOf('*')) =>
  client.send(new CreatePolicyCommand({ policyName, policyDocument }))
const certificate = async (setAsActive = false) => {
  const csr = csrOf(ecKey().privateKey)
  return client.send(new CreateCertificateFromCsrCommand({ certificateSigningRequest: csr, setAsActive }))
}

test('a policy is made once, read back, listed and deleted', async () => {
  const made = await createPolicy('device')
  expect(made).toMatchObject({
    policyName: 'device',
    policyArn: 'arn:aws:iot:eu-west-1:123456789012:policy/device',
    policyVersionId: '1',
  })
  expect(await refusal(createPolicy('device'))).toBe('ResourceAlreadyExistsException 409')
  const read = await client.send(new GetPolicyCommand({ policyName: 'device' }))
  expect(read).toMatchObject({ policyDocument: documentOf('*'), defaultVersionId: '1' })
  const { policies } = await client.send(new ListPoliciesCommand({}))
  expect(policies?.map(({ policyName }) => policyName)).toContain('device')
  await client.send(new DeletePolicyCommand({ policyName: 'device' }))
  expect(await refusal(client.send(new GetPolicyCommand({ policyName: 'device' })))).toBe(
    'ResourceNotFoundException 404',
  )
})

const statement = { Effect: 'Allow', Action: 'iot:Connect', Resource: '*' }
const version = '2012-10-17'
test.each([
  ['no JSON', 'hello'],
  ['no Version', JSON.stringify({ Statement: [statement] })],
  ['no Statement', JSON.stringify({ Version: version, Statement: [] })],
  ['another Effect', JSON.stringify({ Version: version, Statement: [{ ...statement, Effect: 'Maybe' }] })],
  ['no Resource', JSON.stringify({ Version: version, Statement: [{ Effect: 'Allow', Action: 'iot:Connect' }] })],
  ['NotAction', JSON.stringify({ Version: version, Statement: [{ ...statement, NotAction: 'iot:Publish' }] })],
  ['2049 characters', documentOf('x'.repeat(2049 - documentOf('').length))],
])('a document with %s is malformed', async (_what, document) => {
  expect(await refusal(createPolicy('malformed', document))).toBe('MalformedPolicyException 400')
})

test('white space does not count towards the 2048 characters', async () => {
  const document = documentOf('x'.repeat(2048 - documentOf('').length)).replaceAll(',', ',\n    ')
  await createPolicy('long', document)
  expect((await client.send(new GetPolicyCommand({ policyName: 'long' }))).policyDocument).toBe(document)
})

test('five versions at most; the default one stays; numbers are not used again', async () => {
  const policyName = 'versions'
  await createPolicy(policyName)
  const add = (setAsDefault = false) =>
    client.send(new CreatePolicyVersionCommand({ policyName, policyDocument: documentOf('client/x'), setAsDefault }))
  for (const expected of ['2', '3', '4', '5']) expect((await add()).policyVersionId).toBe(expected)
  expect(await refusal(add())).toBe('VersionsLimitExceededException 409')
  const remove = (policyVersionId: string) =>
    refusal(client.send(new DeletePolicyVersionCommand({ policyName, policyVersionId })))
  expect(await remove('1')).toBe('DeleteConflictException 409')
  expect(await remove('2')).toBe('accepted')
  expect(await remove('2')).toBe('ResourceNotFoundException 404')
  expect((await add(true)).policyVersionId).toBe('6')
  await client.send(new SetDefaultPolicyVersionCommand({ policyName, policyVersionId: '3' }))
  const { policyVersions } = await client.send(new ListPolicyVersionsCommand({ policyName }))
  expect(policyVersions?.map(({ versionId, isDefaultVersion }) => [versionId, isDefaultVersion])).toEqual([
    ['1', false],
    ['3', true],
    ['4', false],
    ['5', false],
    ['6', false],
  ])
  const read = await client.send(new GetPolicyVersionCommand({ policyName, policyVersionId: '3' }))
  expect(read).toMatchObject({ isDefaultVersion: true, policyDocument: documentOf('client/x') })
  expect(await refusal(client.send(new DeletePolicyCommand({ policyName })))).toBe('DeleteConflictException 409')
})

test('a policy is attached by target, as often as you like, and keeps policy and certificate from deletion', async () => {
  await createPolicy('attached')
  const { certificateArn: target, certificateId } = await certificate()
  const attach = () => client.send(new AttachPolicyCommand({ policyName: 'attached', target }))
  await attach()
  await attach()
  const attached = await client.send(new ListAttachedPoliciesCommand({ target }))
  expect(attached.policies?.map(({ policyName }) => policyName)).toEqual(['attached'])
  const targets = await client.send(new ListTargetsForPolicyCommand({ policyName: 'attached' }))
  expect(targets.targets).toEqual([target])
  const effective = await client.send(new GetEffectivePoliciesCommand({ principal: target }))
  expect(effective.effectivePolicies).toMatchObject([{ policyName: 'attached', policyDocument: documentOf('*') }])
  const deletePolicy = () => refusal(client.send(new DeletePolicyCommand({ policyName: 'attached' })))
  const deleteCertificate = (forceDelete?: boolean) =>
    refusal(client.send(new DeleteCertificateCommand({ certificateId, forceDelete })))
  expect(await deletePolicy()).toBe('DeleteConflictException 409')
  expect(await deleteCertificate()).toBe('DeleteConflictException 409')
  expect(await deleteCertificate(true)).toBe('accepted')
  expect(await deletePolicy()).toBe('accepted')
})

test('detaching what is not attached is accepted', async () => {
  await createPolicy('detached')
  const { certificateArn: target } = await certificate()
  const detach = () => refusal(client.send(new DetachPolicyCommand({ policyName: 'detached', target })))
  await client.send(new AttachPolicyCommand({ policyName: 'detached', target }))
  expect([await detach(), await detach()]).toEqual(['accepted', 'accepted'])
  expect((await client.send(new ListAttachedPoliciesCommand({ target }))).policies).toEqual([])
})

test('an eleventh policy, an unknown policy, an unknown and a foreign target are refused', async () => {
  const { certificateArn: target = '' } = await certificate()
  const attach = (policyName: string, to = target) =>
    refusal(client.send(new AttachPolicyCommand({ policyName, target: to })))
  for (let count = 1; count <= 11; count += 1) await createPolicy(`many-${count}`)
  for (let count = 1; count <= 10; count += 1) expect(await attach(`many-${count}`)).toBe('accepted')
  expect(await attach('many-11')).toBe('LimitExceededException 410')
  expect(await attach('many-1')).toBe('accepted')
  expect(await attach('nowhere')).toBe('ResourceNotFoundException 404')
  expect(
    await attach(
      'many-11',
      target.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ),
  ).toBe('ResourceNotFoundException 404')
  expect(await attach('many-11', 'arn:aws:iot:eu-west-1:123456789012:thinggroup/all')).toBe(
    'InvalidRequestException 400',
  )
})
