import { isDeepStrictEqual } from 'node:util'
import type { Cloud } from '../cloud.ts'
import type { ResourceHandler } from './resource-handler.ts'

const mostVersions = 5

// CloudFormation makes a new default version of a policy that changed, and gives up the oldest when there are five.
const replaceDocument = async ({ call }: Cloud, policyName: string, policyDocument: string): Promise<void> => {
  const { policyDocument: current } = await call('iot', 'GetPolicy', { policyName })
  if (isDeepStrictEqual(JSON.parse(String(current)), JSON.parse(policyDocument))) return
  const { policyVersions } = await call('iot', 'ListPolicyVersions', { policyName })
  const versions = (policyVersions as { versionId: string; isDefaultVersion: boolean }[])
    .filter(({ isDefaultVersion }) => !isDefaultVersion)
    .sort((a, b) => Number(a.versionId) - Number(b.versionId))
  const [oldest] = versions
  if (versions.length >= mostVersions - 1 && oldest !== undefined)
    await call('iot', 'DeletePolicyVersion', { policyName, policyVersionId: oldest.versionId })
  await call('iot', 'CreatePolicyVersion', { policyName, policyDocument, setAsDefault: true })
}

export const iotPolicy: ResourceHandler = {
  allowed: ['PolicyDocument.**', 'PolicyName'],
  withoutEffect: ['Tags[].*'],
  isDurable: true,
  create: async (properties, { cloud, generatedName }) => {
    const policyName = properties.text('PolicyName', generatedName(128))
    const policyDocument = JSON.stringify(properties.object('PolicyDocument').all)
    try {
      await cloud.call('iot', 'CreatePolicy', { policyName, policyDocument })
    } catch (error) {
      if ((error as Error).name !== 'ResourceAlreadyExistsException') throw error
      await replaceDocument(cloud, policyName, policyDocument)
    }
    const arn = `arn:aws:iot:${cloud.region}:${cloud.accountId}:policy/${policyName}`
    return { ref: policyName, attributes: { Arn: arn, Id: policyName } }
  },
}
