import { generateKeyPairSync } from 'node:crypto'
import { signCreateSession } from '../../../bench/identity/sign-create-session.ts'
import { commonName } from '../../../core/station/station-certificate.ts'
import { AwsError, type RawRequest } from '../../../local/aws-service.ts'
import { createIdentities } from '../../../local/iam/identities.ts'
import { createRolesAnywhere } from '../../../local/roles-anywhere/create-roles-anywhere.ts'
import { openStore } from '../../../local/state/store.ts'
import { testAuthority, testStation } from '../../support/station-keys.ts'

const place = { region: 'eu-west-1', accountId: '123456789012' }
const now = Date.UTC(2026, 10, 22, 3)
const ca = testAuthority(now)
const url = new URL('http://127.0.0.1:4000/sessions')

const setUp = ({
  actions = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
  store = openStore(),
} = {}) => {
  const time = { now }
  const identities = createIdentities({ ...place, store })
  const said: string[] = []
  const { service, anchors } = createRolesAnywhere({
    ...place,
    clock: () => time.now,
    store,
    identities,
    log: (line) => said.push(line),
  })
  const anchor = anchors.putTrustAnchor('S/Anchor', { name: 'stations', enabled: true, certificatePem: ca.pem })
  const role = identities.roles.add({
    name: 'stations',
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: actions,
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': anchor.arn } },
        },
      ],
    },
  })
  const facts = {
    name: 'stations',
    enabled: true,
    roleArns: [role.arn],
    durationSeconds: 3600,
    acceptRoleSessionName: false,
  }
  const profile = anchors.putProfile('S/Profile', facts)
  const wanted = { trustAnchorArn: anchor.arn, profileArn: profile.arn, roleArn: role.arn }

  /** A signed request, and what is changed after it was signed. */
  const request = (
    station: ReturnType<typeof testStation>,
    body: object = wanted,
    tamper: (request: RawRequest) => RawRequest = (same) => same,
  ): RawRequest => {
    const text = JSON.stringify(body)
    const headers = signCreateSession({ url, region: place.region, body: text, identity: station, now: new Date(now) })
    return tamper({
      method: 'POST',
      path: '/sessions',
      query: new URLSearchParams(),
      headers,
      body: Buffer.from(text),
    })
  }
  const send = async (raw: RawRequest) => {
    const call = service.routeKeyless?.(raw)
    if (call === undefined) throw new Error('CreateSession needs no access key')
    return service.handle(call, { kind: 'user', arn: '', accountId: '', accessKeyId: '', userId: '' })
  }
  /** Error name, its message, and what was said of it. */
  const refusal = async (raw: RawRequest): Promise<string> => {
    const error: unknown = await send(raw).then(
      () => new Error('a session was opened'),
      (reason: unknown) => reason,
    )
    if (!(error instanceof AwsError)) throw error
    return `${error.name}: ${error.message} | ${said.at(-1) ?? ''}`
  }
  return { time, identities, anchors, anchor, role, facts, wanted, request, send, refusal, store }
}

interface Opened {
  credentialSet: {
    assumedRoleUser: { arn: string }
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: string }
    sourceIdentity: string
  }[]
}

test('a certificate of the CA opens a session of the role, named after its serial', async () => {
  const { request, send, identities } = setUp()
  const station = testStation(ca, now)
  const { status, body } = await send(request(station))
  const [session] = (body as Opened).credentialSet
  expect(status).toBe(201)
  expect(session).toMatchObject({
    assumedRoleUser: {
      arn: `arn:aws:sts::123456789012:assumed-role/stations/${station.certificate.serialNumber.toLowerCase()}`,
    },
    credentials: { accessKeyId: expect.stringMatching(/^ASIA/), expiration: '2026-11-22T04:00:00Z' },
    sourceIdentity: 'CN=bench-1',
  })
  const key = identities.keys.find(session?.credentials.accessKeyId ?? '')
  expect(key).toMatchObject({ ...{ sessionToken: session?.credentials.sessionToken }, expiresAt: now + 3_600_000 })
})

test('a session is as short as request and profile say, and outlives a restart but not its end', async () => {
  const { request, send, wanted, store } = setUp()
  const { body } = await send(request(testStation(ca, now), { ...wanted, durationSeconds: 900 }))
  const { accessKeyId = '', expiration } = (body as Opened).credentialSet[0]?.credentials ?? {}
  expect(expiration).toBe('2026-11-22T03:15:00Z')
  expect(setUp({ store }).identities.keys.find(accessKeyId)).toBeDefined()
  const later = createIdentities({ ...place, store })
  createRolesAnywhere({ ...place, clock: () => now + 900_000, store, identities: later, log: () => undefined })
  expect(later.keys.find(accessKeyId)).toBeUndefined()
})

const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const forged = testAuthority(now)

test.each<[string, string, (world: ReturnType<typeof setUp>) => RawRequest]>([
  [
    'another CA of the same name',
    'Untrusted signing certificate | .*was not issued by',
    ({ request }) => request(testStation(forged, now)),
  ],
  [
    'an issuer of another name',
    'Untrusted signing certificate',
    ({ request }) => request(testStation(ca, now, { issuer: commonName('other') })),
  ],
  [
    'an expired certificate',
    'Untrusted signing certificate | .*valid from',
    ({ request }) => request(testStation(ca, now, { notAfter: new Date(now - 1000) })),
  ],
  [
    'a certificate of tomorrow',
    'Untrusted signing certificate',
    ({ request }) => request(testStation(ca, now, { notBefore: new Date(now + 1000) })),
  ],
  [
    'the certificate of a CA',
    'Untrusted certificate. Insufficient certificate',
    ({ request }) => request(testStation(ca, now, { isAuthority: true })),
  ],
  [
    'a key that is not that of the certificate',
    'Invalid signature',
    ({ request }) => request({ ...testStation(ca, now), privateKey: otherKey }),
  ],
  [
    'a body changed after signing',
    'Invalid signature',
    ({ request, wanted }) =>
      request(testStation(ca, now), wanted, (raw) => ({
        ...raw,
        body: Buffer.from(JSON.stringify({ ...wanted, durationSeconds: 43_200 })),
      })),
  ],
  [
    'a signature with one digit changed',
    'Invalid signature',
    ({ request, wanted }) =>
      request(testStation(ca, now), wanted, (raw) => ({
        ...raw,
        headers: {
          ...raw.headers,
          authorization: (raw.headers.authorization ?? '').replace(/(.)$/, (digit) => (digit === '0' ? '1' : '0')),
        },
      })),
  ],
  [
    "another station's certificate in the header",
    'Invalid signature',
    ({ request, wanted }) =>
      request(testStation(ca, now), wanted, (raw) => ({
        ...raw,
        headers: { ...raw.headers, 'x-amz-x509': testStation(ca, now).certificate.raw.toString('base64') },
      })),
  ],
  [
    'a certificate that is not signed over',
    'x-amz-x509 is not signed',
    ({ request, wanted }) =>
      request(testStation(ca, now), wanted, (raw) => ({
        ...raw,
        headers: { ...raw.headers, authorization: (raw.headers.authorization ?? '').replace(';x-amz-x509', '') },
      })),
  ],
  [
    'an intermediate certificate',
    'knows no intermediate certificates',
    ({ request, wanted }) =>
      request(testStation(ca, now), wanted, (raw) => ({
        ...raw,
        headers: { ...raw.headers, 'x-amz-x509-chain': ca.certificate.raw.toString('base64') },
      })),
  ],
  [
    'no certificate at all',
    'holds no DER certificate',
    ({ request, wanted }) =>
      request(testStation(ca, now), wanted, (raw) => ({ ...raw, headers: { ...raw.headers, 'x-amz-x509': '' } })),
  ],
  [
    'a role that the profile does not list',
    'Unable to assume role',
    ({ request, wanted }) =>
      request(testStation(ca, now), { ...wanted, roleArn: 'arn:aws:iam::123456789012:role/admin' }),
  ],
  [
    'a trust anchor that is not there',
    'Access denied',
    ({ request, wanted }) => request(testStation(ca, now), { ...wanted, trustAnchorArn: `${wanted.trustAnchorArn}0` }),
  ],
  [
    'a session name of its own',
    'Not authorized to set roleSessionName',
    ({ request, wanted }) => request(testStation(ca, now), { ...wanted, roleSessionName: 'bench-2' }),
  ],
])('refuses %s', async (_, text, build) => {
  const world = setUp()
  expect(await world.refusal(build(world))).toMatch(new RegExp(`^AccessDeniedException: .*${text.replace('|', '\\|')}`))
})

test.each([['sts:AssumeRole'], ['sts:SetSourceIdentity'], ['sts:TagSession']])(
  'the role must trust us with %s',
  async (missing) => {
    const actions = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'].filter((action) => action !== missing)
    const { refusal, request } = setUp({ actions })
    expect(await refusal(request(testStation(ca, now)))).toContain(
      `does not let rolesanywhere.amazonaws.com do ${missing}`,
    )
  },
)

test('an anchor that the role does not name opens nothing, although its CA signed', async () => {
  const { anchors, wanted, refusal, request } = setUp()
  const other = anchors.putTrustAnchor('S/Other', { name: 'other', enabled: true, certificatePem: ca.pem })
  expect(await refusal(request(testStation(ca, now), { ...wanted, trustAnchorArn: other.arn }))).toContain(
    'Unable to assume role',
  )
})

test('what is disabled opens nothing', async () => {
  const { anchors, facts, refusal, request } = setUp()
  anchors.putProfile('S/Profile', { ...facts, enabled: false })
  expect(await refusal(request(testStation(ca, now)))).toContain('no enabled profile')
  anchors.putTrustAnchor('S/Anchor', { name: 'stations', enabled: false, certificatePem: ca.pem })
  expect(await refusal(request(testStation(ca, now)))).toContain('no enabled trust anchor')
})

test('a signature is good for five minutes', async () => {
  const { time, refusal, request } = setUp()
  time.now = now + 301_000
  expect(await refusal(request(testStation(ca, now)))).toContain('Invalid signature')
})

test('members and durations that it does not know are refused', async () => {
  const { wanted, refusal, request } = setUp()
  const station = testStation(ca, now)
  expect(await refusal(request(station, { ...wanted, instanceProperties: [] }))).toContain(
    'does not know instanceProperties',
  )
  expect(await refusal(request(station, { ...wanted, durationSeconds: 60 }))).toContain('it must be from 900 to 43200')
  expect(await refusal(request(station, { profileArn: wanted.profileArn, roleArn: wanted.roleArn }))).toContain(
    'trustAnchorArn is missing',
  )
})
