import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import type { takeAwayRequest } from '../../core/api/devices.ts'
import type { Route } from '../../core/api/route.ts'
import { rolePrincipal } from '../../core/order/is-station.ts'
import type { Refusal } from '../../core/refusals/refusal.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import type { Backoff } from '../adapters/registry/spend-unit.ts'
import type { TakeAwayCall, TakeAwayDependencies } from '../adapters/take-away.ts'
import { apiDoor } from './api-door.ts'
import { log } from './log.ts'

type Dependencies = TakeAwayDependencies & Backoff & { newToken: () => string }

/** The handler of one way to take a device away or give it back. */
export const takeAwayDoor = (
  route: Route & { request: typeof takeAwayRequest },
  act: (deps: Dependencies) => (call: TakeAwayCall) => Promise<object | Refusal>,
) => {
  const ready = act({
    table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
    iot: iotClient(),
    data: new IoTDataPlaneClient({}),
    now: Date.now,
    newToken: randomUUID,
    sleep: (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
  })
  return apiDoor(route, ({ path, body, caller }) => {
    const { imei = '' } = path
    // A session is named after a person: the history keeps the role for ever, the log keeps the session for its days.
    log.info('device change asked for', { imei, caller, act: act.name })
    return ready({ imei, caller: rolePrincipal(caller), reason: body.reason })
  })
}
