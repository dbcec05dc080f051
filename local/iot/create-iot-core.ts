import { randomBytes } from 'node:crypto'
import type { Store } from '../state/store.ts'
import { iotArns } from './arn.ts'
import { createSessions } from './broker/sessions.ts'
import type { IotContext } from './context.ts'
import { controlModel } from './errors.ts'
import { operations } from './operations/index.ts'
import { createQuotas } from './quotas.ts'
import { createRestService } from './rest-service.ts'
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
    later: timers.later,
    report: options.report ?? ((problem) => process.stderr.write(`iot: ${problem}\n`)),
  }
  const quotas = createQuotas(iot)
  return {
    switches,
    /** PEM of the root above device certificates and the broker's server certificate. */
    rootCaPem: async () => (await iot.authority()).certificatePem,
    runDue: timers.runDue,
    stop: async () => {
      await iot.keys.close()
    },
    controlPlane: createRestService(iot, {
      name: 'iot',
      signingNames: ['iot', 'execute-api'],
      model: controlModel,
      operations,
      quotas,
    }),
  }
}
