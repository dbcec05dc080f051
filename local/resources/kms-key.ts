import { isDeepStrictEqual } from 'node:util'
import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

/** The one kind of key that the local KMS has. */
const kind = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }

export const kmsKey: ResourceHandler = {
  allowed: ['KeyPolicy.**', 'KeySpec', 'KeyUsage'],
  withoutEffect: ['Description', 'Tags[].*'],
  isDurable: true,
  create: (properties, { cloud, where, generatedName }) => {
    for (const [name, wanted] of Object.entries(kind))
      if (properties.text(name) !== wanted)
        throw new TemplateError(`${where}: ${name} is ${properties.text(name)}; the local KMS knows ${wanted} alone`)
    // A key policy that hands everything to the account leaves the decision to IAM policies; no other is judged here.
    const { Statement: statements } = properties.object('KeyPolicy').all
    const root = { AWS: `arn:aws:iam::${cloud.accountId}:root` }
    const handsOver = [{ Action: 'kms:*', Effect: 'Allow', Principal: root, Resource: '*' }]
    if (!isDeepStrictEqual(statements, handsOver))
      throw new TemplateError(
        `${where}: the local KMS knows the default key policy alone, got ${JSON.stringify(statements)}`,
      )
    const { arn, keyId } = cloud.keys.ensure(generatedName(), properties.text('Description', ''))
    return { ref: keyId, attributes: { Arn: arn, KeyId: keyId } }
  },
}
