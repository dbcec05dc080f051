import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { AtCommand } from '../../core/modem/at-command.ts'
import { isRefused, type Refused } from '../refused.ts'
import { listCredentials } from './list-credentials.ts'
import type { UnitRun } from './unit-run.ts'

const tries = 3

/** Shows the cloud what the modem lists; only its answer makes a unit green. A listing found damaged is read again. */
export const confirmUnit = async (
  run: UnitRun,
  certificateId: string,
  list: AtCommand,
): Promise<ConfirmAnswer | Refused> => {
  for (let i = 1; ; i++) {
    run.begin('read-back')
    const { lines } = await listCredentials(run.session, list)
    run.begin('confirm', { certificateId })
    const { orderId, imei, firmware, agentVersion } = run
    await run.note({ act: 'confirm', certificateId, listing: lines, firmware })
    const request = { listing: lines, firmware, agentVersion }
    const answer = await run.api.confirm({ orderId, imei, certificateId, request })
    if (!isRefused(answer)) {
      const { proof, thingName, confirmedAt } = answer
      await run.note({ act: 'confirmed', certificateId, proof, thingName, confirmedAt })
      return answer
    }
    if (answer.refused !== 'listing-malformed' || i === tries) return answer
  }
}
