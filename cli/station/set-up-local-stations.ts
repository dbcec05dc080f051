import { randomBytes } from 'node:crypto'
import { KMSClient } from '@aws-sdk/client-kms'
import type { LocalCloud } from '../../local/start.ts'
import { makeAuthority } from './make-authority.ts'

/**
 * What ops do once in an account, on the local cloud: make the certificate of the CA with the key of the stations stack,
 * and deploy the stack again with it. A cloud whose state has it already is left alone.
 */
export const setUpLocalStations = async (
  cloud: Pick<LocalCloud, 'ready' | 'outputs' | 'updateStack'>,
  now: Date,
): Promise<void> => {
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = cloud.ready
  for (const [stack, { AuthorityKeyArn: keyArn, TrustAnchorArn: trustAnchorArn }] of Object.entries(cloud.outputs)) {
    if (keyArn === undefined || trustAnchorArn !== undefined) continue
    const kms = new KMSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
    const keyId = String(keyArn)
    const made = await makeAuthority({ kms, keyId, name: stack, years: 20, now, random: randomBytes(16) })
    kms.destroy()
    if (made === undefined) throw new Error(`the local cloud has no key ${keyId}`)
    await cloud.updateStack(stack, { CaCertificate: made.certificatePem })
  }
}
