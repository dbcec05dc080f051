import { CreateThingCommand, DescribeEndpointCommand, ListThingGroupsCommand } from '@aws-sdk/client-iot'
import type { RawRequest } from '../../../local/aws-service.ts'
import { controlModel } from '../../../local/iot/errors.ts'
import { operations } from '../../../local/iot/operations/index.ts'
import { defaultRates } from '../../../local/iot/quotas.ts'
import { refusal, startControlPlane } from './support/control-plane.ts'

const { core, client, pass } = await startControlPlane({ switches: { quotas: 'on' } })
const request = (line: string, body = '', headers: Record<string, string> = {}): RawRequest => {
  const [method = '', target = ''] = line.split(' ')
  const [path = '', query] = target.split('?')
  return { method, path, query: new URLSearchParams(query), headers, body: Buffer.from(body) }
}
const arn = 'arn:aws:iot:eu-west-1:123456789012:cert/abc'
const encoded = encodeURIComponent(arn)

test('every operation of ours is one of AWS, and every rate is of an operation of AWS', () => {
  const names = controlModel.operations.map(({ name }) => name)
  expect(Object.keys(operations).filter((name) => !names.includes(name))).toEqual([])
  const ofDataPlane = ['GetConnection', 'DeleteConnection', 'ListSubscriptions']
  expect(Object.keys(defaultRates).filter((name) => !names.includes(name) && !ofDataPlane.includes(name))).toEqual([])
})

test('path, query, header and body of a request become the input of AWS’s shape', () => {
  expect(
    core.controlPlane.route(
      request('PUT /things/a-1/principals?thingPrincipalType=EXCLUSIVE_THING', '', { 'x-amzn-principal': arn }),
    ),
  ).toEqual({
    operation: 'AttachThingPrincipal',
    input: { thingName: 'a-1', principal: arn, thingPrincipalType: 'EXCLUSIVE_THING' },
  })
  expect(core.controlPlane.route(request(`POST /attached-policies/${encoded}?recursive=true&pageSize=7`))).toEqual({
    operation: 'ListAttachedPolicies',
    input: { target: arn, recursive: true, pageSize: 7, marker: undefined },
  })
})

test.each([
  ['an unknown body member', 'POST /certificates', '{"certificateSigningRequest":"x","extra":1}', 'extra'],
  ['an unknown nested member', 'POST /things/a', '{"attributePayload":{"attribute":{}}}', 'attribute'],
  ['a missing member', 'POST /certificates', '{}', 'certificateSigningRequest'],
  ['a missing header', 'PUT /things/a/principals', '', 'principal'],
  ['an unknown query parameter', 'GET /endpoint?type=iot:Data-ATS', '', 'type'],
  ['a wrong type', 'POST /certificates', '{"certificateSigningRequest":7}', 'certificateSigningRequest'],
  ['a wrong boolean', `DELETE /certificates/${'a'.repeat(64)}?forceDelete=yes`, '', 'forceDelete'],
  ['a body that is no JSON', 'POST /certificates', 'hello', 'hello'],
  ['a certificate ID that is none', 'GET /certificates/abc', '', 'certificateId'],
  ['a broken percent code', 'GET /things/%zz', '', 'URI'],
])('%s is an InvalidRequestException naming it', (_what, line, body, named) => {
  expect(() => core.controlPlane.route(request(line, body))).toThrow(
    expect.objectContaining({ name: 'InvalidRequestException', status: 400, message: expect.stringContaining(named) }),
  )
})

test('an operation that only AWS has, and a path nobody has, are refused loudly', async () => {
  await expect(client.send(new ListThingGroupsCommand({}))).rejects.toThrow('ListThingGroups')
  expect(() => core.controlPlane.route(request('GET /nowhere'))).toThrow('GET /nowhere')
})

test.each([
  [
    'POST /certificates',
    '{"certificateSigningRequest":"x"}',
    [{ action: 'iot:CreateCertificateFromCsr', resource: '*' }],
  ],
  ['PUT /target-policies/p', `{"target":"${arn}"}`, [{ action: 'iot:AttachPolicy', resource: arn }]],
  ['POST /things/a-1', '', [{ action: 'iot:CreateThing', resource: 'arn:aws:iot:eu-west-1:123456789012:thing/a-1' }]],
  ['GET /endpoint?endpointType=iot:Data-ATS', '', [{ action: 'iot:DescribeEndpoint', resource: '*' }]],
  [
    `PUT /certificates/${'a'.repeat(64)}?newStatus=ACTIVE`,
    '',
    [{ action: 'iot:UpdateCertificate', resource: `arn:aws:iot:eu-west-1:123456789012:cert/${'a'.repeat(64)}` }],
  ],
])('%s needs the permission that AWS asks for', (line, body, expected) => {
  expect(core.controlPlane.authorizations(core.controlPlane.route(request(line, body)))).toEqual(expected)
})

test('attaching a thing sets iot:thingArn, and a domain configuration is named with its id', () => {
  const attach = core.controlPlane.route(request('PUT /things/a-1/principals', '', { 'x-amzn-principal': arn }))
  expect(core.controlPlane.authorizations(attach)).toEqual([
    {
      action: 'iot:AttachThingPrincipal',
      resource: arn,
      context: { 'iot:thingArn': 'arn:aws:iot:eu-west-1:123456789012:thing/a-1' },
    },
  ])
  const describe = core.controlPlane.route(request('GET /domainConfigurations/iot:Data-ATS'))
  expect(core.controlPlane.authorizations(describe)[0]?.resource).toMatch(
    /:domainconfiguration\/iot:Data-ATS\/[a-z0-9]{5}$/,
  )
})

test('quotas throttle with 400 by name, and time gives the rate back', async () => {
  const ask = () => refusal(client.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' })))
  const answers = await Promise.all(Array.from({ length: 11 }, ask))
  expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(10)
  expect(answers).toContain('ThrottlingException 400')
  expect(await refusal(client.send(new CreateThingCommand({ thingName: 'other-bucket' })))).toBe('accepted')
  pass(100)
  expect([await ask(), await ask()]).toEqual(['accepted', 'ThrottlingException 400'])
})
