import type { EndpointCheckAnswer, EndpointCheckRequest } from '../../core/api/endpoint-checks.ts'
import { checkEndpoint as check } from '../../core/endpoint/check-endpoint.ts'
import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import type { Table } from '../adapters/registry/table.ts'
import { whoCalls } from '../adapters/registry/who-calls.ts'

export interface CheckEndpointDependencies {
  table: Table
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  account: () => Promise<AccountEndpoints>
}

/** Whether a device would connect to this account. */
export const checkEndpoint =
  ({ table, stationRole, account }: CheckEndpointDependencies) =>
  async (request: EndpointCheckRequest, principal: string): Promise<EndpointCheckAnswer | Refusal> => {
    const parsed = parseFirmware(request.firmware)
    if (!parsed.ok) return refuse('firmware-malformed', { firmware: request.firmware, why: parsed.says })
    const [endpoints, caller] = await Promise.all([account(), whoCalls(table, principal, stationRole)])
    if (isRefusal(caller)) return caller
    return { ...check({ ...request, account: endpoints }), expectedEndpoint: endpoints.dataAts, account: endpoints }
  }
