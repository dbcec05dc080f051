import type { EndpointCheckAnswer, EndpointCheckRequest } from '../../core/api/endpoint-checks.ts'
import { checkEndpoint as check } from '../../core/endpoint/check-endpoint.ts'
import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'

/** Whether a device would connect to this account. */
export const checkEndpoint =
  ({ account }: { account: () => Promise<AccountEndpoints> }) =>
  async (request: EndpointCheckRequest): Promise<EndpointCheckAnswer | Refusal> => {
    const parsed = parseFirmware(request.firmware)
    if (!parsed.ok) return refuse('firmware-malformed', { firmware: request.firmware, why: parsed.says })
    const endpoints = await account()
    return { ...check({ ...request, account: endpoints }), expectedEndpoint: endpoints.dataAts }
  }
