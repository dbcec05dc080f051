import { randomUUID } from 'node:crypto'
import {
  CreatePolicyCommand,
  CreateThingTypeCommand,
  DescribeCertificateCommand,
  ListAttachedPoliciesCommand,
  ListThingPrincipalsCommand,
  ListThingPrincipalsV2Command,
  paginateListCertificates,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot'
import { profileSchema } from '../../core/api/profile.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { confirmCredential } from '../../lambdas/confirm-credential/confirm-credential.ts'
import { handlePresence } from '../../lambdas/first-connect/handle-presence.ts'
import { mintCredential } from '../../lambdas/mint-credential/mint-credential.ts'
import { openOrder } from '../../lambdas/open-order/open-order.ts'
import { resumeDevice } from '../../lambdas/resume-device/resume-device.ts'
import { revokeDevice } from '../../lambdas/revoke-device/revoke-device.ts'
import { scrapDevice } from '../../lambdas/scrap-device/scrap-device.ts'
import { suspendDevice } from '../../lambdas/suspend-device/suspend-device.ts'
import { sweep } from '../../lambdas/sweep/sweep.ts'
import { startUseCaseCloud, type UseCaseCloud } from './use-case-cloud.ts'

export const station = 'arn:aws:iam::123456789012:user/station-1'
export const reworkStation = 'arn:aws:iam::123456789012:user/rework-1'
export const ops = 'arn:aws:iam::123456789012:user/ops'
const host = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'

export type Clients = ReturnType<UseCaseCloud['newClients']>

/** The use-cases over one set of clients, as one process of a function holds them. */
export const useCases = (cloud: UseCaseCloud, clients: Clients) => {
  const shared = {
    table: { client: clients.document, name: cloud.tableName },
    iot: clients.iot,
    stationRole: 'mintmark-dev-stations',
    now: () => cloud.time.now,
    newToken: randomUUID,
    sleep: async () => undefined,
    random: () => 0,
  }
  const taking = { ...shared, data: clients.data }
  const account = async () => ({ dataAts: host })
  return {
    open: openOrder({ ...shared, account, newOrderId: () => `o-${randomUUID().slice(0, 8)}` }),
    mint: mintCredential({
      ...shared,
      iotOnce: clients.iot,
      fleet: 'mintmark',
      policyName: 'mintmark-dev-device',
      thingTypeName: 'mintmark-dev-device',
      leaseMilliseconds: 40_000,
    }),
    confirm: confirmCredential(shared),
    suspend: suspendDevice(taking),
    resume: resumeDevice(taking),
    revoke: revokeDevice(taking),
    scrap: scrapDevice(taking),
    sweep: sweep({ ...shared, policyName: 'mintmark-dev-device', hasTime: () => true }),
    register: handlePresence({ table: shared.table, fleet: 'mintmark', now: shared.now }),
  }
}

/** Makes the policy and the thing type of the identity stack. */
export const makeIdentity = async ({ iot }: Clients): Promise<void> => {
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'iot:Connect', Resource: '*' }],
  })
  await iot.send(new CreatePolicyCommand({ policyName: 'mintmark-dev-device', policyDocument }))
  await iot.send(new CreateThingTypeCommand({ thingTypeName: 'mintmark-dev-device' }))
}

/** A cloud with the policy and thing type that the identity stack makes. */
export const startMintWorld = async () => {
  const cloud = await startUseCaseCloud()
  await makeIdentity(cloud.newClients())
  return mintWorldOn(cloud)
}

/** The use-cases on a cloud that has what the identity stack makes, and what tests ask of it. */
export const mintWorldOn = (cloud: UseCaseCloud) => {
  const clients = cloud.newClients()
  const calm = useCases(cloud, clients)

  const openOne = async (quantity: number, more: object = {}) => {
    const profile = profileSchema.parse({
      name: 'tracker',
      hostname: host,
      securityTag: 16842753,
      keySources: ['station', 'cloud'],
      ...more,
    })
    const order = await calm.open({ profile, quantity, stations: [station], reworkStations: [reworkStation] }, ops)
    if (isRefusal(order)) throw new Error(JSON.stringify(order))
    return order
  }

  /** Every certificate of the account. */
  const certificates = async () => {
    const all: { id: string; status: string }[] = []
    for await (const page of paginateListCertificates({ client: clients.iot, pageSize: 250 }, {}))
      for (const { certificateId = '', status = '' } of page.certificates ?? []) all.push({ id: certificateId, status })
    return all
  }
  const activeCertificates = async () =>
    (await certificates()).filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
  const certificateCount = async () => (await certificates()).length

  const statusOf = async (certificateId: string): Promise<string> => {
    try {
      const { certificateDescription } = await clients.iot.send(new DescribeCertificateCommand({ certificateId }))
      return certificateDescription?.status ?? 'unknown'
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return 'gone'
      throw error
    }
  }

  /** The certificates tied to a thing, with their status. */
  const certificatesOfThing = async (thingName: string) => {
    const { principals = [] } = await clients.iot
      .send(new ListThingPrincipalsCommand({ thingName }))
      .catch((error: unknown) =>
        error instanceof ResourceNotFoundException ? { principals: [] } : Promise.reject(error),
      )
    return Promise.all(
      principals.map(async (arn) => {
        const id = arn.slice(arn.lastIndexOf('/') + 1)
        return { id, status: await statusOf(id) }
      }),
    )
  }

  /** Whether the certificate is tied to the thing and may do what the device policy says. */
  const isAttached = async (thingName: string, certificateArn: string) => {
    const [{ policies }, { thingPrincipalObjects }] = await Promise.all([
      clients.iot.send(new ListAttachedPoliciesCommand({ target: certificateArn })),
      clients.iot.send(new ListThingPrincipalsV2Command({ thingName })),
    ])
    const tied = thingPrincipalObjects?.some(
      ({ principal, thingPrincipalType }) => principal === certificateArn && thingPrincipalType === 'EXCLUSIVE_THING',
    )
    return tied === true && policies?.some(({ policyName }) => policyName === 'mintmark-dev-device') === true
  }
  return {
    cloud,
    clients,
    ...calm,
    openOne,
    certificates,
    activeCertificates,
    certificateCount,
    certificatesOfThing,
    isAttached,
    statusOf,
  }
}
export type MintWorld = ReturnType<typeof mintWorldOn>
