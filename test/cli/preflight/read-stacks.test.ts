import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readBootstrap, readOwner, readResources, readStacks } from '../../../cli/preflight/read-stacks.ts'

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/'
const result = (action: string, xml: string): [number, string] => [
  200,
  `<${action}Response xmlns="${namespace}"><${action}Result>${xml}</${action}Result></${action}Response>`,
]
const invalid = (message: string): [number, string] => [
  400,
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
]

/** What CloudFormation's API reference shows of each action, for a form of its query protocol. */
const answers: Record<string, (form: URLSearchParams) => [number, string]> = {
  ListStacks: (form) =>
    form.get('NextToken') === null
      ? result(
          'ListStacks',
          '<StackSummaries><member><StackName>web</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member><member><StackName>gone</StackName><StackStatus>DELETE_COMPLETE</StackStatus></member></StackSummaries><NextToken>2</NextToken>',
        )
      : result(
          'ListStacks',
          '<StackSummaries><member><StackName>last</StackName><StackStatus>ROLLBACK_COMPLETE</StackStatus></member></StackSummaries>',
        ),
  DescribeStacks: () => invalid('Stack with id CDKToolkit does not exist'),
  ListStackResources: (form) =>
    result(
      'ListStackResources',
      `<StackResourceSummaries><member><LogicalResourceId>Q</LogicalResourceId><PhysicalResourceId>q-of-${form.get('StackName')}</PhysicalResourceId><ResourceType>AWS::SQS::Queue</ResourceType></member></StackResourceSummaries>`,
    ),
  DescribeStackResources: (form) => {
    const id = form.get('PhysicalResourceId')
    if (id === 'theirs')
      return result(
        'DescribeStackResources',
        '<StackResources><member><StackName>web</StackName></member></StackResources>',
      )
    return id === 'nobodys' ? invalid('Stack for nobodys does not exist') : invalid('Rate exceeded for somebody else')
  },
}

let server: Server
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const form = new URLSearchParams(body)
      const [status, xml] = answers[form.get('Action') ?? '']?.(form) ?? invalid('no such action')
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const account = () => ({
  accountId: '123456789012',
  config: {
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  },
})

test('stacks come from every page, and those that are gone are left out', async () => {
  expect(await readStacks(account())).toEqual({
    read: true,
    value: [
      { name: 'web', status: 'CREATE_COMPLETE' },
      { name: 'last', status: 'ROLLBACK_COMPLETE' },
    ],
  })
})

test('an account without the stack of the CDK is told as such', async () => {
  expect(await readBootstrap(account())).toEqual({ read: true, value: undefined })
})

test('what stacks hold is told with the stack', async () => {
  expect(await readResources(account(), ['a', 'b'])).toEqual({
    read: true,
    value: [
      { stack: 'a', type: 'AWS::SQS::Queue', id: 'q-of-a' },
      { stack: 'b', type: 'AWS::SQS::Queue', id: 'q-of-b' },
    ],
  })
})

test.each([
  ['of a stack', 'theirs', { read: true, value: 'web' }],
  ['of no stack', 'nobodys', { read: true, value: undefined }],
  [
    'of who knows whom: the error is about something else',
    'unclear',
    {
      read: false,
      action: 'cloudformation:DescribeStackResources',
      why: 'ValidationError: Rate exceeded for somebody else',
    },
  ],
])('a resource %s', async (_what, id, owner) => {
  expect(await readOwner(account(), id)).toEqual(owner)
})
