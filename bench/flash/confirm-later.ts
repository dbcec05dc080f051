import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { StationApi } from '../cloud/factory-api.ts'
import type { Journal } from '../journal/journal.ts'
import { isRefused, type Refused } from '../refused.ts'

/**
 * Finishes a unit that has left: shows the cloud the read-back from the journal. Undefined if none waits; throws a
 * `BenchError` of layer `cloud` while the cloud is away.
 */
export const confirmLater =
  (deps: { api: StationApi; journal: Journal; agentVersion: string; orderId: string }) =>
  async (imei: string): Promise<ConfirmAnswer | Refused | undefined> => {
    const { readBack } = await deps.journal.historyOf(imei)
    if (!readBack) return undefined
    const { certificateId, listing, firmware } = readBack
    const request = { listing: [...listing], firmware, agentVersion: deps.agentVersion }
    const answer = await deps.api.confirm({ orderId: deps.orderId, imei, certificateId, request })
    const unit = { imei, port: '' }
    if (isRefused(answer)) await deps.journal.append(unit, { act: 'refused', code: answer.refused })
    else {
      const { proof, thingName, confirmedAt } = answer
      await deps.journal.append(unit, { act: 'confirmed', certificateId, proof, thingName, confirmedAt })
    }
    return answer
  }
