import type { AdmissionAnswer } from '../../core/api/admission.ts'
import { refuse } from '../../core/refusals/refusal.ts'
import { isRefused, type Refused, refusedBy } from '../refused.ts'

const proven = ['confirmed', 'registered']

/**
 * A rework station is admitted with every unit it made before. Unless somebody asked for rework, such a unit is only
 * proven again, as on any other station: nobody wants a second key for each unit that is put in twice.
 */
export const withoutRework = (admission: AdmissionAnswer | Refused): AdmissionAnswer | Refused => {
  if (isRefused(admission) || admission.device === undefined) return admission
  const { imei } = admission
  const { state, certificateId = '' } = admission.device
  return proven.includes(state) ? refusedBy(refuse('device-already-keyed', { imei, state, certificateId })) : admission
}
