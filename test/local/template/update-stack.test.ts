import { createParts } from '../../../local/parts.ts'
import { openStore, type Store } from '../../../local/state/store.ts'
import { deployAssembly } from '../../../local/template/deploy-assembly.ts'
import type { Template } from '../../../local/template/template.ts'
import { testAuthority } from '../../support/station-keys.ts'
import { writeAssembly } from '../assembly-fixture.ts'

const { pem } = testAuthority(Date.now())
const root = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }
const handsOver = [{ Action: 'kms:*', Effect: 'Allow', Principal: root, Resource: '*' }]

/** A key first; with a certificate, a trust anchor beside it. */
const template = (): Template => ({
  Parameters: { Certificate: { Type: 'String', Default: '' } },
  Conditions: { HasOne: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Certificate' }, ''] }] } },
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        KeyPolicy: { Version: '2012-10-17', Statement: handsOver },
      },
    },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/one', TargetKeyId: { Ref: 'Key' } } },
    Anchor: {
      Type: 'AWS::RolesAnywhere::TrustAnchor',
      Condition: 'HasOne',
      Properties: {
        Name: 'one',
        Enabled: true,
        Source: { SourceType: 'CERTIFICATE_BUNDLE', SourceData: { X509CertificateData: { Ref: 'Certificate' } } },
      },
    },
  },
  Outputs: {
    KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    AnchorArn: { Value: { 'Fn::GetAtt': ['Anchor', 'TrustAnchorArn'] }, Condition: 'HasOne' },
  },
})

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const deploy = async (change: (template: Template) => void = () => undefined, store: Store = openStore()) => {
  const place = { region: 'eu-west-1', accountId: '123456789012', clock: Date.now, store }
  const ports = { apiPort: 0, awsPort: 0, maxWorkers: 1, throttles: 'off', iot: {}, log: () => undefined } as const
  const parts = await createParts({ ...place, ...ports })
  stops.push(parts.stop)
  const changed = template()
  change(changed)
  return { ...(await deployAssembly(writeAssembly(changed, {}), parts.cloud, store)), cloud: parts.cloud, store }
}

test('a stack gets more resources with another value of its parameter, beside those that it has', async () => {
  const { outputs, update, cloud } = await deploy()
  const before = outputs.fixture
  expect(Object.keys(before ?? {})).toEqual(['KeyArn'])
  await update('fixture', { Certificate: pem })
  expect(outputs.fixture).toEqual({ ...before, AnchorArn: expect.stringContaining(':trust-anchor/') })
  expect(cloud.anchors.trustAnchors()).toMatchObject([{ name: 'one', certificatePem: pem }])
})

test('the value stays over a restart, and so does what was made with it', async () => {
  const first = await deploy()
  await first.update('fixture', { Certificate: pem })
  const again = await deploy(undefined, first.store)
  expect(again.outputs).toEqual(first.outputs)
})

test('a value that cannot be deployed is not kept', async () => {
  const { update, store } = await deploy()
  await expect(update('fixture', { Certificate: 'PEM' })).rejects.toThrow('X509CertificateData is no PEM certificate')
  expect((await deploy(undefined, store)).outputs.fixture).not.toHaveProperty('AnchorArn')
})

test('what cannot be updated is refused before anything is made', async () => {
  const { update } = await deploy((changed) => {
    changed.Resources.Logs = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'x' } }
  })
  await expect(update('fixture', { Certificate: pem })).rejects.toThrow(
    'cannot update AWS::Logs::LogGroup while it runs',
  )
  await expect(update('fixture', { Other: '1' })).rejects.toThrow('stack fixture has no parameter Other')
  await expect(update('others', {})).rejects.toThrow('there is no stack others; known: fixture')
})

test.each<[string, Record<string, unknown>, string]>([
  ['a key of another kind', { KeySpec: 'RSA_2048' }, 'KeySpec is RSA_2048; the local KMS knows ECC_NIST_P256 alone'],
  ['a key that encrypts', { KeyUsage: 'ENCRYPT_DECRYPT' }, 'KeyUsage is ENCRYPT_DECRYPT'],
  ['a key policy of its own', { KeyPolicy: { Statement: [] } }, 'the local KMS knows the default key policy alone'],
  ['a property that it does not know', { EnableKeyRotation: true }, 'property EnableKeyRotation is not supported'],
])('%s does not start', async (_, properties, text) => {
  const change = (changed: Template) => void Object.assign(changed.Resources.Key?.Properties ?? {}, properties)
  await expect(deploy(change)).rejects.toThrow(text)
})

test('a trust anchor of another source does not start', async () => {
  const { update } = await deploy((changed) => {
    const source = { SourceType: 'AWS_ACM_PCA', SourceData: { X509CertificateData: { Ref: 'Certificate' } } }
    Object.assign(changed.Resources.Anchor?.Properties ?? {}, { Source: source })
  })
  await expect(update('fixture', { Certificate: pem })).rejects.toThrow('SourceType CERTIFICATE_BUNDLE alone')
})
