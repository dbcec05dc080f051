import type { FailedConnectsAnswer } from '../../core/api/devices.ts'

/** Refused connects in a sentence: whose certificate it was says most. */
export const failedConnectsSentence = ({
  attempts,
  firstAt,
  lastAt,
  reason,
  certificateId,
  certificateOf,
  ipAddress,
}: FailedConnectsAnswer): string => {
  const times = attempts === 1 ? `once, at ${lastAt}` : `${attempts} times, from ${firstAt} to ${lastAt}`
  const whose =
    certificateOf === undefined ? 'which is no device’s of ours' : `which is that of device ${certificateOf}`
  const from = ipAddress === undefined ? '' : `, from ${ipAddress}`
  return `refused to connect ${times} (${reason})${from}, with certificate ${certificateId.slice(0, 12)}…, ${whose}`
}
