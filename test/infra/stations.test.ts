import { generateKeyPairSync, sign } from 'node:crypto'
import { canonicalPem } from '../../core/credential/canonical-pem.ts'
import { certificateBody, commonName, serialOf, signedCertificate } from '../../core/station/station-certificate.ts'
import type { RoleProperties } from './policy-document.ts'
import { type Synthesized, synthesized } from './synthesized.ts'

const caCertificate = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const body = certificateBody({
    serial: serialOf(Buffer.alloc(16)),
    issuer: commonName('mintmark-dev-stations'),
    subject: 'mintmark-dev-stations',
    notBefore: new Date('2026-11-22T00:00:00Z'),
    notAfter: new Date('2046-11-22T00:00:00Z'),
    publicKey: spki,
    issuerKey: spki,
    isAuthority: true,
  })
  return canonicalPem('CERTIFICATE', signedCertificate(body, sign('sha256', body, privateKey)))
}

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

const only = <Properties>(type: string, from = app) => {
  const [resource, ...others] = from.resources<Properties>(type).filter(({ stack }) => stack === 'stations')
  expect([type, others]).toEqual([type, []])
  if (resource === undefined) throw new Error(`the stations stack has no ${type}`)
  return resource
}

test('the role of the stations trusts our anchor alone and may call what a station may', () => {
  const { Properties, id } = only<RoleProperties & { RoleName: string }>('AWS::IAM::Role')
  expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': '<TrustAnchor.TrustAnchorArn>' } },
    },
  ])
  expect(Properties.ManagedPolicyArns).toEqual(['arn:aws:iam::123456789012:policy/mintmark-dev-station'])
  expect(Properties.Policies).toBeUndefined()
  expect(only('AWS::RolesAnywhere::Profile').Properties).toMatchObject({
    Name: Properties.RoleName,
    RoleArns: [`<${id}.Arn>`],
  })
})

test('no station may choose the name of its session: the registry knows it by that', () => {
  expect(only('AWS::RolesAnywhere::Profile').Properties).toMatchObject({ AcceptRoleSessionName: false, Enabled: true })
})

test('the key of the CA signs on P-256 and is kept under an alias of the stage', () => {
  expect(only('AWS::KMS::Key')).toMatchObject({
    Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    DeletionPolicy: 'RetainExceptOnCreate',
  })
  expect(only('AWS::KMS::Alias').Properties).toMatchObject({ AliasName: 'alias/mintmark-dev-stations' })
})

test('until the CA has a certificate, the stack is the key alone', () => {
  const { Parameters: parameters, Conditions: conditions } = app.templates.stations ?? {}
  expect(parameters).toMatchObject({ CaCertificate: { Type: 'String', Default: '' } })
  expect(conditions).toEqual({ HasCa: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'CaCertificate' }, ''] }] } })
  const conditional = app.resources().filter((resource) => 'Condition' in resource)
  expect(conditional.map(({ Type }) => Type).toSorted()).toEqual([
    'AWS::IAM::Role',
    'AWS::RolesAnywhere::Profile',
    'AWS::RolesAnywhere::TrustAnchor',
  ])
})

test('a stage that has the certificate needs no parameter, which CloudFormation would remember empty', async () => {
  const pem = caCertificate()
  const given = await synthesized({ stationCaCertificate: pem })
  expect(Object.keys(given.templates.stations ?? {})).not.toContain('Parameters')
  expect(given.resources().filter((resource) => 'Condition' in resource)).toEqual([])
  expect(only('AWS::RolesAnywhere::TrustAnchor', given).Properties).toEqual({
    Name: 'mintmark-dev-stations',
    Enabled: true,
    Source: { SourceType: 'CERTIFICATE_BUNDLE', SourceData: { X509CertificateData: pem } },
  })
})
