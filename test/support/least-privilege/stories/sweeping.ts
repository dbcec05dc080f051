import { createHash, createPublicKey } from 'node:crypto'
import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  DeleteCertificateCommand,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
} from '@aws-sdk/client-iot'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { publicKeyKey, schemaVersion } from '../../../../lambdas/adapters/registry/table.ts'
import type { ProofWorld } from '../proof-world.ts'
import type { Stories, Story } from '../story.ts'

const hours = 3_600_000
const policyName = 'mintmark-dev-device'
const spkiSha256 = (pem: string) =>
  createHash('sha256')
    .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
    .digest('hex')

interface Orphan {
  certificateId: string
  certificateArn: string
  thingName: string
}

/** Nothing of an earlier run may be found again: what it left is taken away, and the sweep begins from the start. */
const cleanUp = async ({ iot, rows, registry }: ProofWorld, left: Orphan[]): Promise<void> => {
  for (const { certificateId, certificateArn: principal, thingName } of left.splice(0)) {
    await iot.send(new DetachThingPrincipalCommand({ thingName, principal })).catch(() => undefined)
    await iot.send(new DetachPolicyCommand({ policyName, target: principal })).catch(() => undefined)
    await iot.send(new DeleteCertificateCommand({ certificateId })).catch(() => undefined)
  }
  await rows.send(new DeleteCommand({ TableName: registry, Key: { pk: 'SWEEP', sk: 'SWEEP' } }))
}

const orphans: Orphan[] = []

/** A certificate for a key of one of our devices that no row names, two hours old: its function died right after it was made. */
const makeOrphan = async (world: ProofWorld): Promise<void> => {
  const { imei, thingName } = await world.mint()
  const { request, privateKeyPem } = await world.newKey()
  if (request.keySource !== 'station') throw new Error('the key of a station has a request')
  const { certificateId, certificateArn } = await world.agedCertificate(request.csr, 2 * hours)
  orphans.push({ certificateId, certificateArn, thingName })
  const claim = { ...publicKeyKey(spkiSha256(privateKeyPem)), schema: schemaVersion, ownerImei: imei }
  await world.rows.send(new PutCommand({ TableName: world.registry, Item: claim }))
  await world.iot.send(new AttachPolicyCommand({ policyName, target: certificateArn }))
  const tie = { thingName, principal: certificateArn, thingPrincipalType: 'EXCLUSIVE_THING' } as const
  await world.iot.send(new AttachThingPrincipalCommand(tie))
}

const swept = (sweep: (world: ProofWorld) => Promise<unknown>): Story => ({
  name: 'a certificate that a dead function left is found and deleted',
  needs: [
    ...['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query index/byState', 'iot:ListCertificates'],
    'dynamodb:Query mintmark-dev-registry',
    ...['iot:DescribeCertificate', 'iot:UpdateCertificate', 'iot:DetachPolicy', 'iot:DetachThingPrincipal'],
    'iot:DeleteCertificate',
  ],
  prepare: async (world) => {
    await cleanUp(world, orphans)
    await makeOrphan(world)
    return () => sweep(world)
  },
})

export const sweepingStories: Stories = {
  sweep: [swept(({ ask, ops }) => ask(ops, 'POST', '/sweeps', { dryRun: false }))],
  'scheduled-sweep': [swept(({ invoke }) => invoke('scheduled-sweep'))],
}
