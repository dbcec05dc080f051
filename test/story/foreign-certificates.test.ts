import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreatePolicyCommand,
  CreateThingCommand,
  DescribeCertificateCommand,
  ListAttachedPoliciesCommand,
  ListThingPrincipalsV2Command,
  RegisterCertificateWithoutCACommand,
} from '@aws-sdk/client-iot'
import { setStatus } from '../../lambdas/adapters/iot/certificate-status.ts'
import { issueFromCsr } from '../../lambdas/adapters/iot/issue-certificate.ts'
import { inParallel } from '../../scripts/demo/in-parallel.ts'
import { Killed, killedAt } from '../support/killed.ts'
import { type MintWorld, startMintWorld, station, useCases } from '../support/mint-world.ts'
import { selfSigner } from '../support/self-signed.ts'
import { imeiOf, stationRequest } from '../support/unit.ts'

/** The deep tests take ten thousand. */
const count = Number(process.env.MINTMARK_FOREIGN_CERTIFICATES ?? 500)
const hour = 3_600_000
/** Half of them at a time, so that a sweep finds what others looked at before, and what is new. */
const rounds = 2

let world: MintWorld
beforeAll(async () => {
  world = await startMintWorld()
})
afterAll(() => world.cloud.stop())

interface Foreign {
  certificateId: string
  certificateArn: string
  isActive: boolean
  /** Of somebody else's fleet, or named as if it were of ours. */
  thingName: string | undefined
}

/** Makes somebody else's certificate: signed by AWS or by its own key, active or not, on a thing or on none. */
const foreignMaker = async () => {
  const { iot } = world.clients
  const request = await stationRequest()
  const csr = 'csr' in request ? (request.csr ?? '') : ''
  const sign = await selfSigner()
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }],
  })
  await iot.send(new CreatePolicyCommand({ policyName: 'somebody-elses', policyDocument }))
  return async (n: number): Promise<Foreign> => {
    const { certificateId = '', certificateArn = '' } =
      n % 2 === 0
        ? await iot.send(new RegisterCertificateWithoutCACommand({ certificatePem: await sign(n), status: 'INACTIVE' }))
        : await issueFromCsr(iot, csr)
    const isActive = n % 3 === 0
    if (isActive) await setStatus(iot, certificateId, 'ACTIVE')
    const thingName = [`sensor-${n}`, `mintmark-${imeiOf(500_000 + n)}`][n % 5]
    if (thingName !== undefined) {
      await iot.send(new CreateThingCommand({ thingName }))
      await iot.send(new AttachThingPrincipalCommand({ thingName, principal: certificateArn }))
    }
    // Of their own, ours by mistake, or none.
    const policyName = ['somebody-elses', 'mintmark-dev-device'][n % 4]
    if (policyName !== undefined) await iot.send(new AttachPolicyCommand({ policyName, target: certificateArn }))
    return { certificateId, certificateArn, isActive, thingName }
  }
}

/** Everything that AWS IoT says of a certificate and of what it is tied to. */
const described = async ({ certificateId, certificateArn, thingName }: Foreign): Promise<string> => {
  const { iot } = world.clients
  const { certificateDescription } = await iot.send(new DescribeCertificateCommand({ certificateId }))
  const { policies } = await iot.send(new ListAttachedPoliciesCommand({ target: certificateArn }))
  const ties = thingName === undefined ? {} : await iot.send(new ListThingPrincipalsV2Command({ thingName }))
  const tied = 'thingPrincipalObjects' in ties && ties.thingPrincipalObjects
  return JSON.stringify({ certificateDescription, policies, tied })
}

/** A mint of ours that died and left a certificate that no row names. */
const orphan = async (n: number): Promise<void> => {
  const { orderId } = await world.openOne(1)
  const request = await stationRequest()
  const before = await world.certificateCount()
  for (let call = 1; (await world.certificateCount()) === before; call += 1) {
    const clients = world.cloud.newClients()
    killedAt(clients, { call, when: 'after' })
    await useCases(world.cloud, clients)
      .mint({ orderId, imei: imeiOf(n), caller: station, request })
      .catch((error) => {
        if (!(error instanceof Killed)) throw error
      })
    await new Promise(setImmediate)
    world.cloud.time.now += 60_000
  }
}

test(`${count} foreign certificates, with and without things and policies, survive every sweep byte for byte, and our own orphans among them do not`, async () => {
  const make = await foreignMaker()
  const all: Foreign[] = []
  const sums = { foreign: 0, deleted: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const numbers = Array.from({ length: count / rounds }, (_, n) => (round * count) / rounds + n)
    all.push(...(await inParallel(numbers, 16, make)))
    await orphan(round)
    const before = await inParallel(all, 16, described)
    // At once, when nothing is old enough; when everything is; and a day later.
    for (const wait of [0, 2 * hour, 25 * hour]) {
      world.cloud.time.now += wait
      const { foreign, deleted } = await world.sweep({ dryRun: false })
      sums.foreign += foreign
      sums.deleted += deleted.length
    }
    expect(await inParallel(all, 16, described)).toEqual(before)
  }
  expect(sums).toEqual({ foreign: all.filter(({ isActive }) => !isActive).length, deleted: rounds })
  expect(await world.certificateCount()).toBe(count)
}, 1_800_000)
