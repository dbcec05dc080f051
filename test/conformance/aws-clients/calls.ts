/** One call of an AWS API, as every client can make it. */
export interface Call {
  service: 'iot' | 'dynamodb' | 'sqs' | 'sts' | 'logs' | 'cloudwatch' | 'sns'
  /** Name in AWS's model, and so in every SDK. */
  operation: string
  /** `{ $: 'name.member' }` stands for a member of an earlier answer. */
  input: object
  /** Keeps the answer under this name. */
  as?: string
  /** The error that AWS documents for it, with its status; without it the call succeeds. */
  error?: [name: string, status: number]
  /** Members that the answer must have, with a value where one is known beforehand. */
  has?: Record<string, unknown>
  /** Names it where peers are listed that answer otherwise. */
  id?: string
  /** Also made with the AWS command line, whose every call is a process. */
  byCommandLine?: true
}

/** Any value. */
export const any = '*'

const allowAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iot:Connect', Resource: '*' }],
})
const arn = { $: 'certificate.certificateArn' }
const id = { $: 'certificate.certificateId' }
const second = { $: 'second.certificateArn' }
const nobody = '0'.repeat(64)
const thing = { thingName: 'judged-1' }
const policy = { policyName: 'judged' }

const iot = (operation: string, input: object, more: Omit<Call, 'service' | 'operation' | 'input'> = {}): Call => ({
  service: 'iot',
  operation,
  input,
  ...more,
})

const described = (status: string) => ({
  certificateDescription: { certificateArn: any, certificateId: any, certificatePem: any, status },
})

/** The registry's calls and refusals (aws-iot-provisioning.md 2); the CSR is that of a new key. */
export const registryCalls = (certificateSigningRequest: string): Call[] => [
  iot(
    'CreateThingType',
    { thingTypeName: 'judged-type' },
    { has: { thingTypeName: 'judged-type', thingTypeArn: any }, byCommandLine: true },
  ),
  // API reference, CreateThingType: the same name and configuration again succeed.
  iot('CreateThingType', { thingTypeName: 'judged-type' }, { has: { thingTypeName: 'judged-type' } }),
  iot(
    'CreateThingType',
    { thingTypeName: 'judged-type', thingTypeProperties: { thingTypeDescription: 'another' } },
    { id: 'type-with-another-description', error: ['ResourceAlreadyExistsException', 409] },
  ),
  iot(
    'CreateThing',
    { ...thing, thingTypeName: 'judged-type' },
    { has: { ...thing, thingArn: any, thingId: any }, byCommandLine: true },
  ),
  iot('CreateThing', { ...thing, thingTypeName: 'judged-type' }, { has: thing }),
  iot('DescribeThing', thing, { has: { ...thing, thingTypeName: 'judged-type', version: 1, attributes: {} } }),
  iot(
    'CreateThing',
    { ...thing, attributePayload: { attributes: { colour: 'red' } } },
    { id: 'thing-with-other-attributes', error: ['ResourceAlreadyExistsException', 409], byCommandLine: true },
  ),
  iot(
    'CreateThing',
    { thingName: 'no such name' },
    { id: 'thing-with-a-bad-name', error: ['InvalidRequestException', 400] },
  ),
  iot('DescribeThing', { thingName: 'nobody' }, { error: ['ResourceNotFoundException', 404], byCommandLine: true }),
  iot('UpdateThing', { thingName: 'nobody' }, { error: ['ResourceNotFoundException', 404] }),
  iot(
    'CreatePolicy',
    { ...policy, policyDocument: allowAll },
    { has: { ...policy, policyArn: any, policyDocument: allowAll, policyVersionId: '1' }, byCommandLine: true },
  ),
  iot('CreatePolicy', { ...policy, policyDocument: allowAll }, { error: ['ResourceAlreadyExistsException', 409] }),
  iot(
    'CreatePolicy',
    { policyName: 'bad', policyDocument: '{' },
    { id: 'policy-that-is-no-json', error: ['MalformedPolicyException', 400] },
  ),
  iot('GetPolicy', policy, { has: { ...policy, defaultVersionId: '1', policyDocument: allowAll } }),
  iot('GetPolicy', { policyName: 'nobody' }, { error: ['ResourceNotFoundException', 404] }),
  ...[2, 3, 4, 5].map((version) =>
    iot('CreatePolicyVersion', { ...policy, policyDocument: allowAll }, { has: { policyVersionId: String(version) } }),
  ),
  iot(
    'CreatePolicyVersion',
    { ...policy, policyDocument: allowAll },
    { id: 'sixth-version-of-a-policy', error: ['VersionsLimitExceededException', 409] },
  ),
  iot(
    'CreateCertificateFromCsr',
    { certificateSigningRequest },
    { as: 'certificate', has: { certificateArn: any, certificateId: any, certificatePem: any }, byCommandLine: true },
  ),
  iot(
    'CreateCertificateFromCsr',
    { certificateSigningRequest: 'no request' },
    { id: 'request-that-is-none', error: ['InvalidRequestException', 400] },
  ),
  iot('DescribeCertificate', { certificateId: id }, { has: described('INACTIVE') }),
  iot(
    'DescribeCertificate',
    { certificateId: nobody },
    { error: ['ResourceNotFoundException', 404], byCommandLine: true },
  ),
  iot(
    'CreateKeysAndCertificate',
    { setAsActive: true },
    { as: 'second', has: { certificateArn: any, keyPair: { PublicKey: any, PrivateKey: any } } },
  ),
  iot('DescribeCertificate', { certificateId: { $: 'second.certificateId' } }, { has: described('ACTIVE') }),
  iot(
    'DeleteCertificate',
    { certificateId: { $: 'second.certificateId' } },
    { error: ['CertificateStateException', 406] },
  ),
  iot('AttachPolicy', { ...policy, target: arn }),
  iot('AttachPolicy', { policyName: 'nobody', target: arn }, { error: ['ResourceNotFoundException', 404] }),
  iot('ListAttachedPolicies', { target: arn }, { has: { policies: [{ policyName: 'judged', policyArn: any }] } }),
  iot('ListTargetsForPolicy', policy, { has: { targets: [arn] } }),
  iot(
    'AttachThingPrincipal',
    { ...thing, principal: arn, thingPrincipalType: 'EXCLUSIVE_THING' },
    { byCommandLine: true },
  ),
  iot('ListThingPrincipals', thing, { has: { principals: [arn] }, byCommandLine: true }),
  iot('ListPrincipalThings', { principal: arn }, { has: { things: ['judged-1'] } }),
  iot('AttachThingPrincipal', { thingName: 'nobody', principal: arn }, { error: ['ResourceNotFoundException', 404] }),
  iot('DeleteCertificate', { certificateId: id }, { error: ['DeleteConflictException', 409], byCommandLine: true }),
  iot('DeletePolicy', policy, { error: ['DeleteConflictException', 409] }),
  iot('DeleteThing', thing, { id: 'thing-with-certificate-deleted', error: ['InvalidRequestException', 400] }),
  iot('UpdateCertificate', { certificateId: id, newStatus: 'ACTIVE' }),
  iot('DescribeCertificate', { certificateId: id }, { has: described('ACTIVE') }),
  iot(
    'UpdateCertificate',
    { certificateId: nobody, newStatus: 'ACTIVE' },
    { error: ['ResourceNotFoundException', 404] },
  ),
  iot('UpdateCertificate', { certificateId: id, newStatus: 'INACTIVE' }),
  iot('DetachThingPrincipal', { ...thing, principal: arn }),
  iot('DetachPolicy', { ...policy, target: arn }),
  iot('DeleteCertificate', { certificateId: id }),
  iot('DescribeCertificate', { certificateId: id }, { error: ['ResourceNotFoundException', 404] }),
  iot('DeleteThing', thing),
  iot('DescribeThing', thing, { error: ['ResourceNotFoundException', 404] }),
  iot('DeprecateThingType', { thingTypeName: 'judged-type' }),
  iot(
    'CreateThing',
    { thingName: 'judged-3', thingTypeName: 'judged-type' },
    { id: 'thing-of-a-deprecated-type', error: ['InvalidRequestException', 400] },
  ),
  iot('CreateThing', { thingName: 'judged-4' }),
  iot('CreateThing', { thingName: 'judged-5' }),
  iot('AttachThingPrincipal', { thingName: 'judged-4', principal: second, thingPrincipalType: 'EXCLUSIVE_THING' }),
  iot(
    'AttachThingPrincipal',
    { thingName: 'judged-5', principal: second },
    { id: 'second-thing-of-an-exclusive-certificate', error: ['InvalidRequestException', 400] },
  ),
  iot('DescribeEndpoint', { endpointType: 'iot:Data-ATS' }, { has: { endpointAddress: any } }),
  iot('DescribeEndpoint', { endpointType: 'iot:Nothing' }, { error: ['InvalidRequestException', 400] }),
]

const TableName = 'mintmark-dev-registry'
const Key = { pk: { S: 'judged' }, sk: { S: 'judged' } }

/** A few calls of each other service that the stacks use. */
export const otherCalls = (queueUrl: string): Call[] => [
  {
    service: 'sts',
    operation: 'GetCallerIdentity',
    input: {},
    has: { Account: '123456789012', Arn: any },
    byCommandLine: true,
  },
  { service: 'dynamodb', operation: 'DescribeTable', input: { TableName }, has: { Table: { TableStatus: 'ACTIVE' } } },
  {
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName, Item: { ...Key, n: { N: '1' } } },
    byCommandLine: true,
  },
  { service: 'dynamodb', operation: 'GetItem', input: { TableName, Key }, has: { Item: { n: { N: '1' } } } },
  {
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(pk)' },
    error: ['ConditionalCheckFailedException', 400],
    byCommandLine: true,
  },
  {
    service: 'dynamodb',
    operation: 'TransactWriteItems',
    input: {
      TransactItems: [{ Put: { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(pk)' } }],
    },
    error: ['TransactionCanceledException', 400],
  },
  {
    service: 'dynamodb',
    operation: 'Query',
    input: { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'judged' } } },
    has: { Count: 1 },
  },
  { service: 'dynamodb', operation: 'DeleteItem', input: { TableName, Key } },
  {
    service: 'dynamodb',
    operation: 'DescribeTable',
    input: { TableName: 'nobody' },
    error: ['ResourceNotFoundException', 400],
  },
  {
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: queueUrl, MessageBody: '{}' },
    has: { MessageId: any },
  },
  {
    service: 'sqs',
    operation: 'ReceiveMessage',
    input: { QueueUrl: queueUrl },
    has: { Messages: [{ Body: '{}', ReceiptHandle: any }] },
  },
  {
    service: 'logs',
    operation: 'DescribeLogGroups',
    input: { logGroupNamePrefix: '/aws/lambda/mintmark-dev-open-order' },
    has: { logGroups: [{ logGroupName: '/aws/lambda/mintmark-dev-open-order', retentionInDays: 14 }] },
  },
  {
    service: 'cloudwatch',
    operation: 'DescribeAlarms',
    input: { AlarmNames: ['mintmark-dev-factory-api-5xx'] },
    has: { MetricAlarms: [{ AlarmName: 'mintmark-dev-factory-api-5xx', StateValue: any }] },
  },
]
