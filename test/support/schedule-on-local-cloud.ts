import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DescribeCertificateCommand, IoTClient, ResourceNotFoundException } from '@aws-sdk/client-iot'
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { MintAnswer } from '../../core/api/credentials.ts'
import { type Refusal, refusals } from '../../core/refusals/refusal.ts'
import { devicesInState } from '../../lambdas/adapters/registry/devices-in-state.ts'
import { deviceKey, type Table } from '../../lambdas/adapters/registry/table.ts'
import { sweep } from '../../lambdas/sweep/sweep.ts'
import type { User } from '../../local/iam/identities.ts'
import { type Kill, Killed } from './killed.ts'
import type { Answered, StoryCloud } from './local-cloud.ts'
import type { ScheduleUses, ScheduleWorld } from './schedule-world.ts'

const hour = 3_600_000
const routes = { suspend: 'suspension', resume: 'resumption', revoke: 'revocation', scrap: 'scrapping' } as const

const answerOf = ({ status, json }: Answered): object | Refusal => {
  // What a killed function leaves behind is a 500 of API Gateway; the station knows no more than that.
  if (status >= 500) throw new Killed()
  if (status < 300) return json
  if (typeof json.code === 'string' && json.code in refusals) return { refusal: json.code, params: json.params }
  throw new Error(`${status}: ${JSON.stringify(json)}`)
}

/**
 * Schedules on the local cloud: deployed functions over HTTP, killed at their calls. Its clock is the machine's, so leases
 * are put into the past where time shall pass, and the last sweeps look on from two hours later.
 */
export const onLocalCloud = async (story: StoryCloud, rework: User): Promise<ScheduleWorld & { stop(): void }> => {
  const { cloud } = story
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = cloud.ready
  const options = { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
  const dynamo = new DynamoDBClient(options)
  const iot = new IoTClient(options)
  const table: Table = {
    client: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
    name: 'mintmark-dev-registry',
  }
  const queue = `${endpoint}/123456789012/mintmark-dev-first-connect`
  const users = new Map([story.station, rework].map((user) => [user.arn, user]))

  const sweepAt = (now: () => number) =>
    sweep({
      table,
      iot,
      policyName: 'mintmark-dev-device',
      now,
      newToken: () => crypto.randomUUID(),
      hasTime: () => true,
      sleep: async () => undefined,
      random: Math.random,
    })

  const process = (kill: Kill | undefined): ScheduleUses => {
    const call = async (folder: string, user: User, path: string, body: unknown): Promise<object | Refusal> => {
      const caller = `mintmark-dev-${folder}`
      const fault =
        kill &&
        cloud.faults.inject({ operation: '*', caller, after: kill.call - 1, when: kill.when, effect: 'kill-caller' })
      try {
        return answerOf(await story.ask(user, 'POST', path, { body }))
      } finally {
        fault?.remove()
      }
    }
    const stationOf = (arn: string): User => users.get(arn) ?? story.station
    const taken =
      (act: keyof typeof routes): ScheduleUses['suspend'] =>
      ({ imei }) =>
        call(`${act}-device`, story.ops, `/devices/${imei}/${routes[act]}`, {})
    return {
      mint: async ({ orderId, imei, caller, request }) =>
        (await call('mint-credential', stationOf(caller), `/orders/${orderId}/devices/${imei}/credentials`, request)) as
          | MintAnswer
          | Refusal,
      confirm: ({ orderId, imei, caller, certificateId, request }) =>
        call(
          'confirm-credential',
          stationOf(caller),
          `/orders/${orderId}/devices/${imei}/credentials/${certificateId}/confirmation`,
          request,
        ),
      suspend: taken('suspend'),
      resume: taken('resume'),
      revoke: taken('revoke'),
      scrap: taken('scrap'),
      sweep: sweepAt(Date.now),
      connected: async (clientId, principalIdentifier) => {
        const event = { clientId, principalIdentifier, eventType: 'connected', timestamp: Date.now() }
        cloud.queues.send(queue, JSON.stringify(event))
      },
    }
  }

  const lapse = async () => {
    for await (const { imei } of devicesInState(table, 'reserved', {}))
      await table.client
        .send(
          new UpdateCommand({
            TableName: table.name,
            Key: deviceKey(imei),
            UpdateExpression: 'SET #lease.expiresAt = :past',
            ConditionExpression: 'attribute_exists(#lease)',
            ExpressionAttributeNames: { '#lease': 'lease' },
            ExpressionAttributeValues: { ':past': 1 },
          }),
        )
        .catch(() => undefined)
  }

  const statusOf = async (certificateId: string): Promise<string> => {
    try {
      const { certificateDescription } = await iot.send(new DescribeCertificateCommand({ certificateId }))
      return certificateDescription?.status ?? 'unknown'
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return 'gone'
      throw error
    }
  }
  return {
    table,
    station: story.station.arn,
    reworkStation: rework.arn,
    openOrder: async (quantity, activation) => {
      const more = { reworkStations: [rework.arn] }
      return (await story.openOrder(quantity, { keySources: ['station', 'cloud'], activation }, more)).orderId
    },
    process,
    pass: lapse,
    settle: async () => {
      await cloud.idle()
      // The last schedule's sweeps looked on from hours ahead.
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk: 'SWEEP', sk: 'SWEEP' } }))
      for (let round = 1; round <= 2; round += 1) await sweepAt(() => Date.now() + 2 * round * hour)({ dryRun: false })
    },
    statusOf,
    certificatesOfThing: async (thingName) =>
      (await story.certificatesOf(thingName.slice('mintmark-'.length))).map(({ id, status = 'unknown' }) => ({
        id,
        status,
      })),
    stop: () => {
      dynamo.destroy()
      iot.destroy()
    },
  }
}
