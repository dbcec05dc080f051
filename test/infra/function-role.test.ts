import { App, Stack } from 'aws-cdk-lib/core'
import { FunctionRole } from '../../infra/constructs/function-role.ts'
import type { Grant } from '../../infra/grants/grant.ts'

const roleWith = (grant: Grant) => () =>
  new FunctionRole(new Stack(new App(), 'Test'), 'Role', {
    functionName: 'mint',
    logStreams: 'arn:aws:logs:eu-west-1:123456789012:log-group:mint:*',
    grants: [grant],
  })

test.each<[Grant, string]>([
  [
    { actions: ['iot:DescribeEndpoint', 'iot:DeleteCertificate'], resources: ['*'], wildcardReason: 'because' },
    "mint: iot:DeleteCertificate can be limited to a resource; '*' is refused",
  ],
  [
    { actions: ['iot:*'], resources: ['arn:aws:iot:eu-west-1:123456789012:thing/one'] },
    'mint: name the actions one by one instead of iot:*',
  ],
  [
    { actions: ['iot:DeleteCertificate'], resources: ['arn:aws:iot:eu-west-1:123456789012:cert/*'] },
    'mint: give iot:DeleteCertificate a wildcardReason for arn:aws:iot:eu-west-1:123456789012:cert/*',
  ],
])('refuses %j', (grant, message) => {
  expect(roleWith(grant)).toThrow(message)
})

test('takes a wildcard with its reason', () => {
  expect(
    roleWith({ actions: ['iot:DescribeEndpoint'], resources: ['*'], wildcardReason: 'It has no resource level.' }),
  ).not.toThrow()
})
