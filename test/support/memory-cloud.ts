import * as iotSdk from '@aws-sdk/client-iot'
import { ResourceNotFoundException as NoConnection } from '@aws-sdk/client-iot-data-plane'
import { AwsError, type AwsService } from '../../local/aws-service.ts'
import { createIotCore } from '../../local/iot/create-iot-core.ts'
import { registryTable } from '../../scripts/benchmarks/registry/registry-table.ts'
import type { memoryStore } from './memory-store.ts'
import { createMemoryTable, type MemoryTable } from './memory-table/memory-table.ts'
import { createTurns } from './turns.ts'
import type { UseCaseCloud } from './use-case-cloud.ts'

const root = {
  kind: 'root',
  arn: 'arn:aws:iam::123456789012:root',
  accountId: '123456789012',
  accessKeyId: 'test',
  userId: '123456789012',
} as const

interface Command {
  constructor: { name: string }
  input: unknown
}
interface Handler {
  handle(command: Command): object | Promise<object>
}
type Next = (args: { command: Command }) => Promise<unknown>

/** What of an SDK client the product and `killedAt` use, without what lies between them and the service. */
const lightClient = (act: (command: Command) => Promise<unknown>) => {
  let next: Next = ({ command }) => act(command)
  return {
    send: (command: Command) => next({ command }),
    middlewareStack: {
      add: (added: (next: Next) => Next) => {
        next = added(next)
      },
    },
  }
}

const isTime = /(Date|^notBefore|^notAfter)$/

/** An answer as the SDK gives it: times are dates. */
const withDates = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withDates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      typeof part === 'number' && isTime.test(name) ? new Date(part * 1000) : withDates(part),
    ]),
  )
}

const thrownBySdk = (error: unknown): unknown => {
  if (!(error instanceof AwsError)) return error
  const Known = (iotSdk as unknown as Record<string, new (options: object) => Error>)[error.name]
  return Known === undefined ? error : new Known({ ...error.details, message: error.message, $metadata: {} })
}

const callIot = (service: AwsService) => async (command: Command) => {
  const operation = command.constructor.name.replace(/Command$/, '')
  try {
    return withDates((await service.handle({ operation, input: command.input }, root)).body ?? {})
  } catch (error) {
    throw thrownBySdk(error)
  }
}

/**
 * A table and an IoT Core in this process, as `startUseCaseCloud` has them, for thousands of schedules: the table in maps,
 * the commands handed over as they are, and which of the calls under way comes next left to `random`. So a seed names one
 * order of events, and every order has a chance.
 */
export const memoryCloud = (
  store: ReturnType<typeof memoryStore>,
  random: () => number,
  tableOf = (table: MemoryTable, _clock: () => number): Handler => table,
) => {
  const time = { now: Date.UTC(2026, 10, 22, 3) }
  const turns = createTurns(random)
  const clock = () => time.now
  const table = tableOf(createMemoryTable(registryTable(), clock), clock)
  const place = { region: 'eu-west-1', accountId: '123456789012' }
  const iotCore = createIotCore({ store, clock, ...place })
  const iot = callIot(iotCore.controlPlane)
  const inTurn = (act: (command: Command) => unknown) =>
    lightClient(async (command) => {
      await turns.next()
      return act(command)
    })
  const newClients = () => {
    const dynamo = inTurn((command) => table.handle(command))
    return {
      dynamo,
      document: dynamo,
      data: inTurn(() => {
        throw new NoConnection({ message: 'no connection', $metadata: {} })
      }),
      iot: Object.assign(Object.create(iotSdk.IoTClient.prototype), inTurn(iot)),
    } as unknown as ReturnType<UseCaseCloud['newClients']>
  }
  return {
    time,
    newClients,
    tableName: 'mintmark-dev-registry',
    quiet: turns.quiet,
    rootCaPem: iotCore.rootCaPem,
    stop: iotCore.stop,
  }
}
