import { actionsWithoutResource } from '../../infra/grants/actions-without-resource.ts'
import { listOf, type RoleProperties } from './policy-document.ts'
import { type Resource, type Synthesized, synthesized } from './synthesized.ts'

let app: Synthesized
let roles: Resource<RoleProperties>[]
beforeAll(async () => {
  app = await synthesized()
  roles = app.resources<RoleProperties>('AWS::IAM::Role')
})

const statementsOf = (role: Resource<RoleProperties>) =>
  (role.Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement)

const roleOfFunction = (folder: string) => {
  const [lambda] = app
    .resources<{ FunctionName: string; Role: string }>('AWS::Lambda::Function')
    .filter(({ Properties }) => Properties.FunctionName === `mintmark-dev-${folder}`)
  const role = roles.find(({ id }) => lambda?.Properties.Role === `<${id}.Arn>`)
  if (role === undefined) throw new Error(`no role for ${folder}`)
  return role
}

const arn = (rest: string) => `arn:aws:${rest.replace('@', 'eu-west-1:123456789012')}`
const table = arn('dynamodb:@:table/mintmark-dev-registry')
const cert = arn('iot:@:cert/*')

const index = (name: string) => `${table}/index/${name}`
const endpoints = {
  'iot:DescribeEndpoint': '*',
  'iot:ListDomainConfigurations': '*',
  'iot:DescribeDomainConfiguration': arn('iot:@:domainconfiguration/*'),
}
const queue = (name: string) => arn(`sqs:@:mintmark-dev-first-connect${name}`)
const lookInto = {
  'dynamodb:GetItem': table,
  'dynamodb:BatchGetItem': table,
  'dynamodb:Query': [table, index('byCertificate')],
}
const change = { 'dynamodb:GetItem': table, 'dynamodb:UpdateItem': table, 'iot:UpdateCertificate': cert }
const shutOut = { ...change, 'iot:DeleteConnection': arn('iot:@:client/mintmark-*') }

const sweepUp = {
  'dynamodb:GetItem': table,
  'dynamodb:UpdateItem': table,
  'dynamodb:Query': [table, index('byState')],
  'iot:ListCertificates': '*',
  'iot:DescribeCertificate': cert,
  'iot:UpdateCertificate': cert,
  'iot:DeleteCertificate': cert,
  'iot:DetachPolicy': cert,
  'iot:DetachThingPrincipal': cert,
}

const issue = {
  'dynamodb:GetItem': table,
  'dynamodb:PutItem': table,
  'dynamodb:UpdateItem': table,
  'iot:CreateCertificateFromCsr': '*',
  'iot:CreateKeysAndCertificate': '*',
  'iot:UpdateCertificate': cert,
  'iot:DeleteCertificate': cert,
  'iot:AttachPolicy': cert,
  'iot:DetachPolicy': cert,
  'iot:AttachThingPrincipal': cert,
  'iot:DetachThingPrincipal': cert,
  'iot:CreateThing': arn('iot:@:thing/mintmark-*'),
}

const diagnose = {
  ...lookInto,
  ...endpoints,
  'iot:DescribeCertificate': cert,
  'iot:ListPrincipalThingsV2': cert,
  'iot:TestAuthorization': cert,
  'iot:ListThingPrincipalsV2': arn('iot:@:thing/mintmark-*'),
  'iot:GetPolicy': arn('iot:@:policy/mintmark-dev-device'),
  'iot:ListAttachedPolicies': '*',
  'iot:GetV2LoggingOptions': '*',
  'iot:GetConnection': arn('iot:@:client/mintmark-*'),
  'logs:FilterLogEvents': [arn('logs:@:log-group:mintmark-dev-iot:*'), arn('logs:@:log-group:AWSIotLogsV2:*')],
}

/** What each function may do besides writing its log: action → resources. */
const grants: Record<string, Record<string, string | string[]>> = {
  'open-order': { 'dynamodb:GetItem': table, 'dynamodb:PutItem': table, ...endpoints },
  'read-order': { 'dynamodb:GetItem': table, 'dynamodb:Query': [table, index('byOrder')] },
  'list-orders': { 'dynamodb:Query': index('byKind') },
  'close-order': { 'dynamodb:UpdateItem': table, 'dynamodb:Query': index('byOrder') },
  'reopen-order': { 'dynamodb:UpdateItem': table, 'dynamodb:Query': index('byOrder') },
  admission: { 'dynamodb:GetItem': table },
  'mint-credential': { ...issue, 'iot:DescribeCertificate': cert },
  'confirm-credential': {
    'dynamodb:GetItem': table,
    'dynamodb:UpdateItem': table,
    'iot:DescribeCertificate': cert,
    'iot:UpdateCertificate': cert,
  },
  'report-attach': { 'dynamodb:GetItem': table, 'dynamodb:UpdateItem': table },
  'admit-article': { 'dynamodb:GetItem': table },
  'mint-article': issue,
  'confirm-article': {
    'dynamodb:GetItem': table,
    'dynamodb:PutItem': table,
    'dynamodb:UpdateItem': table,
    'iot:DescribeCertificate': cert,
    'iot:UpdateCertificate': cert,
    'iot:DeleteCertificate': cert,
    'iot:DetachPolicy': cert,
    'iot:DetachThingPrincipal': cert,
  },
  'open-line': { 'dynamodb:GetItem': table, 'dynamodb:PutItem': table },
  'first-connect': {
    'dynamodb:GetItem': table,
    'dynamodb:UpdateItem': table,
    'sqs:ReceiveMessage': '<EventsQueue7396B467.Arn>',
    'sqs:DeleteMessage': '<EventsQueue7396B467.Arn>',
    'sqs:GetQueueAttributes': '<EventsQueue7396B467.Arn>',
  },
  'read-device': lookInto,
  'read-device-history': lookInto,
  'list-devices': {
    'dynamodb:GetItem': table,
    'dynamodb:BatchGetItem': table,
    'dynamodb:Query': ['Certificate', 'Day', 'Firmware', 'Order', 'State', 'Station', 'Uuid'].map((by) =>
      index(`by${by}`),
    ),
  },
  'suspend-device': shutOut,
  'resume-device': change,
  'revoke-device': shutOut,
  'scrap-device': shutOut,
  'recheck-device': {
    'dynamodb:GetItem': table,
    'dynamodb:UpdateItem': table,
    'iot:DescribeCertificate': cert,
    'iot:GetConnection': arn('iot:@:client/mintmark-*'),
  },
  'diagnose-device': diagnose,
  'survey-fleet': {
    ...diagnose,
    'dynamodb:Query': [table, ...['Certificate', 'Order', 'State'].map((by) => index(`by${by}`))],
    'dynamodb:PutItem': table,
  },
  'read-fleet-view': { 'dynamodb:GetItem': table },
  'replay-events': {
    'sqs:GetQueueUrl': [queue(''), queue('-dead'), queue('-rule-errors')],
    'sqs:SendMessage': queue(''),
    'sqs:ReceiveMessage': [queue('-dead'), queue('-rule-errors')],
    'sqs:DeleteMessage': [queue('-dead'), queue('-rule-errors')],
    'sqs:GetQueueAttributes': [queue('-dead'), queue('-rule-errors')],
  },
  'enroll-station': {
    'dynamodb:GetItem': table,
    'dynamodb:PutItem': table,
    'dynamodb:UpdateItem': table,
    'kms:GetPublicKey': arn('kms:@:key/*'),
    'kms:Sign': arn('kms:@:key/*'),
    'rolesanywhere:ListProfiles': '*',
    'rolesanywhere:ListTrustAnchors': '*',
  },
  'list-stations': { 'dynamodb:Query': table },
  'revoke-station': { 'dynamodb:GetItem': table, 'dynamodb:UpdateItem': table },
  'check-endpoint': { 'dynamodb:GetItem': table, ...endpoints },
  'check-profiles': {
    'dynamodb:GetItem': table,
    'dynamodb:UpdateItem': table,
    'dynamodb:Query': [index('byKind'), index('byOrder')],
    ...endpoints,
  },
  sweep: sweepUp,
  'scheduled-sweep': sweepUp,
  'announce-changes': {
    'events:PutEvents': arn('events:@:event-bus/default'),
    'dynamodb:DescribeStream': '<RegistryStream>',
    'dynamodb:GetRecords': '<RegistryStream>',
    'dynamodb:GetShardIterator': '<RegistryStream>',
    'dynamodb:ListStreams': '*',
  },
}

test.each(Object.entries(grants))('%s may do what it does and write its own log, nothing else', (folder, expected) => {
  const ownLog = arn(`logs:@:log-group:/aws/lambda/mintmark-dev-${folder}:*`)
  const actual = statementsOf(roleOfFunction(folder)).flatMap(({ Effect, Action, Resource }) =>
    listOf(Action).flatMap((action) => listOf(Resource).map((resource) => [Effect, action, resource])),
  )
  const wanted = { ...expected, 'logs:CreateLogStream': ownLog, 'logs:PutLogEvents': ownLog }
  expect(actual.toSorted()).toEqual(
    Object.entries(wanted)
      .flatMap(([action, resources]) => listOf(resources).map((resource) => ['Allow', action, resource]))
      .toSorted(),
  )
})

test('every function has a row above and a role of its own', () => {
  const lambdas = app.resources<{ FunctionName: string; Role: string }>('AWS::Lambda::Function')
  expect(lambdas.map(({ Properties }) => Properties.FunctionName.replace('mintmark-dev-', '')).toSorted()).toEqual(
    Object.keys(grants).toSorted(),
  )
  expect(new Set(lambdas.map(({ Properties }) => Properties.Role)).size).toBe(lambdas.length)
})

test.each(['mint-credential', 'sweep', 'scheduled-sweep'])(
  "%s attaches and detaches things of the stage's fleet only",
  (folder) => {
    const statements = statementsOf(roleOfFunction(folder)).filter(({ Action }) =>
      listOf(Action).some((action) => action.endsWith('ThingPrincipal')),
    )
    expect(statements.map(({ Condition }) => Condition)).toEqual([
      { ArnLike: { 'iot:thingArn': arn('iot:@:thing/mintmark-*') } },
    ])
  },
)

test('enrolment signs with the one key behind the alias of the stage', () => {
  const [statement] = statementsOf(roleOfFunction('enroll-station')).filter(({ Action }) =>
    listOf(Action).includes('kms:Sign'),
  )
  expect(statement?.Condition).toEqual({ StringEquals: { 'kms:RequestAlias': 'alias/mintmark-dev-stations' } })
})

test('no function may scan the registry, and none reads it by PartiQL', () => {
  const actions = roles.flatMap((role) => statementsOf(role).flatMap(({ Action }) => listOf(Action)))
  expect(actions.filter((action) => /^dynamodb:(Scan|PartiQL|ExportTable|\*)/.test(action))).toEqual([])
})

test('announcements are put under our own source and no other', () => {
  const [statement] = statementsOf(roleOfFunction('announce-changes')).filter(({ Action }) =>
    listOf(Action).includes('events:PutEvents'),
  )
  expect(statement?.Condition).toEqual({ StringEquals: { 'events:source': 'mintmark.dev' } })
})

test('`*` is the resource of nothing that has a resource level, and no action holds a wildcard', () => {
  const all = roles.flatMap((role) => statementsOf(role).map((statement) => ({ role: role.id, ...statement })))
  expect(all.filter(({ Action }) => listOf(Action).some((action) => action.includes('*')))).toEqual([])
  const onEverything = all.filter(({ Resource }) => listOf(Resource).includes('*'))
  const actions = new Set(onEverything.flatMap(({ Action }) => listOf(Action)))
  expect([...actions].toSorted()).toEqual([...actionsWithoutResource].toSorted())
})

test('no role of ours takes a managed policy, and IoT may assume a role for this account only', () => {
  for (const { Properties, stack } of roles) {
    // The role of the stations has a test of its own.
    if (stack === 'stations') continue
    expect(Properties.ManagedPolicyArns).toBeUndefined()
    const [trust] = Properties.AssumeRolePolicyDocument.Statement
    if (JSON.stringify(trust?.Principal).includes('iot.amazonaws.com'))
      expect(trust?.Condition?.StringEquals).toEqual({ 'aws:SourceAccount': '123456789012' })
    else expect(trust?.Principal).toEqual({ Service: 'lambda.amazonaws.com' })
  }
})
