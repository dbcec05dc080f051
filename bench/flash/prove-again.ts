import type { AdmissionAnswer } from '../../core/api/admission.ts'
import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import { at } from '../../core/modem/at-command.ts'
import { isRefused, type Refused } from '../refused.ts'
import { confirmUnit } from './confirm-unit.ts'
import type { UnitRun } from './unit-run.ts'

/** The certificate that the cloud has for this unit, if it may be on the modem already. */
const certificateToTry = (admission: AdmissionAnswer | Refused): string | undefined => {
  if (isRefused(admission)) {
    const { certificateId } = admission.params
    return admission.refused === 'device-already-keyed' && typeof certificateId === 'string' ? certificateId : undefined
  }
  const { state, certificateId } = admission.device ?? {}
  return state === 'minted' || state === 'confirming' ? certificateId : undefined
}

/**
 * A run before this one may have written everything and been stopped before it heard so: then the read-back alone
 * finishes the unit, and nothing on it is changed. Where the firmware prints no digests, only this station's own
 * journal is reason enough to try, because any three items would look the same.
 */
export const proveAgain = async (
  run: UnitRun,
  admission: AdmissionAnswer | Refused,
): Promise<ConfirmAnswer | undefined> => {
  const certificateId = certificateToTry(admission)
  if (certificateId === undefined) return undefined
  const isWritten = run.history.written?.certificateId === certificateId
  if (!isWritten && run.facts.digests.value !== 'real') return undefined
  // A refusal names no tag, and the cloud looks only at the profile's.
  const command = isRefused(admission) ? at.listAll() : at.list(admission.profile.securityTag)
  const answer = await confirmUnit(run, certificateId, command)
  return isRefused(answer) ? undefined : answer
}
