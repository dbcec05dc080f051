import { readFileSync } from 'node:fs'
import { synthesize } from '../../../cli/assembly.ts'
import { type LocalCloudOptions, startLocalCloud } from '../../../local/start.ts'
import type { Target } from './target.ts'

/** The local cloud with the stacks deployed, as the black-box suite sees it. */
export const localCloudTarget = async (options: Partial<LocalCloudOptions> = {}): Promise<Target> => {
  const cloud = await startLocalCloud({ assemblyDirectory: await synthesize(), log: () => {}, ...options })
  const { apiUrl, awsEndpointUrl, region, accessKeyId, secretAccessKey, mqttHost, mqttPorts, rootCaPath } = cloud.ready
  const { dataEndpoint } = cloud.ready
  return {
    region,
    accountId: '123456789012',
    apiUrl,
    awsEndpointUrl,
    operator: { accessKeyId, secretAccessKey },
    createUser: async (name, policyArns) => cloud.createUser(name, { Statement: [] }, policyArns),
    devices: {
      host: mqttHost,
      port: mqttPorts['8883'] ?? 0,
      servername: dataEndpoint,
      ca: readFileSync(rootCaPath, 'utf8'),
      profileHostname: dataEndpoint,
    },
    [Symbol.asyncDispose]: () => cloud.stop(),
  }
}
