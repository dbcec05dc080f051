import { randomBytes } from 'node:crypto'
import type { Store } from '../state/store.ts'
import { iotArns } from './arn.ts'
import { createSessions } from './broker/sessions.ts'
import { type BrokerOptions, type RunningBroker, startBroker } from './broker/start-broker.ts'
import type { IotContext } from './context.ts'
import { dataOperations } from './data-plane/index.ts'
import { controlModel, dataModel } from './errors.ts'
import { createEventGate } from './events/event-gate.ts'
import { createLifecycleEvents } from './events/lifecycle-events.ts'
import { createV2Logs, type LogSink } from './logs/v2-logs.ts'
import { createBus } from './message.ts'
import { operations } from './operations/index.ts'
import { createQuotas } from './quotas.ts'
import { createRestService } from './rest-service.ts'
import type { RuleTargets } from './rules/rule-targets.ts'
import { createRulesEngine } from './rules/rules-engine.ts'
import { defaultSwitches, type IotSwitches } from './switches.ts'
import { openTables } from './tables.ts'
import { createTimers } from './timers.ts'
import { type Authority, openAuthority } from './x509/authority.ts'
import { createKeyPool } from './x509/key-pool.ts'

export interface IotCoreOptions {
  store: Store
  /** Milliseconds since 1970. */
  clock: () => number
  random?: (bytes: number) => Uint8Array
  region: string
  accountId: string
  switches?: Partial<IotSwitches>
  /** Gets the V2 log records that the account's logging options ask for, with their log group. */
  log?: LogSink
  /** What topic rules reach. */
  invoke?: RuleTargets
  /** Where the local IoT Core says what it cannot judge; stderr by default. */
  report?: (problem: string) => void
}

/** AWS IoT Core of one account and Region, on loopback. */
export const createIotCore = (options: IotCoreOptions) => {
  const { store, clock, random = randomBytes, region, accountId } = options
  const tables = openTables(store)
  const switches: IotSwitches = { ...defaultSwitches, ...options.switches }
  const timers = createTimers(clock)
  let authority: Promise<Authority> | undefined
  const gate = createEventGate(random)
  const bus = createBus((message) => rules.handle(message))
  let broker: RunningBroker | undefined
  const iot: IotContext = {
    region,
    accountId,
    arn: iotArns(region, accountId),
    tables,
    switches,
    clock,
    random,
    authority: () => {
      authority ??= openAuthority({ rows: tables.authorities, clock, random })
      return authority
    },
    keys: createKeyPool(),
    sessions: createSessions(),
    bus,
    events: createLifecycleEvents(clock, gate, bus.publish),
    logs: createV2Logs({ tables, clock, random, accountId }, options.log),
    later: timers.later,
    report: options.report ?? ((problem) => process.stderr.write(`iot: ${problem}\n`)),
  }
  const rules = createRulesEngine(iot, options.invoke ?? {})
  const quotas = createQuotas(iot)
  return {
    switches,
    /** PEM of the root above device certificates and the broker's server certificate. */
    rootCaPem: async () => (await iot.authority()).certificatePem,
    runDue: timers.runDue,
    /** Lifecycle events on demand twice, later or in another order: the faults `iot.events.*`. */
    events: gate,
    startBroker: async (brokerOptions: BrokerOptions): Promise<Omit<RunningBroker, 'stop'>> => {
      broker = await startBroker(iot, brokerOptions)
      return broker
    },
    /** Resolves when no rule action and no key generation is under way. */
    idle: async () => {
      await rules.idle()
      await iot.keys.idle()
    },
    stop: async () => {
      await broker?.stop()
      await rules.idle()
      await iot.keys.close()
    },
    controlPlane: createRestService(iot, {
      name: 'iot',
      signingNames: ['iot', 'execute-api'],
      model: controlModel,
      operations,
      quotas,
    }),
    /** Publish and the connection calls, which AWS has on the data endpoint. */
    dataPlane: createRestService(iot, {
      name: 'iotdata',
      signingNames: ['iotdata', 'iotdevicegateway'],
      model: dataModel,
      operations: dataOperations,
      quotas,
      greedyLabels: ['topic'],
    }),
  }
}
