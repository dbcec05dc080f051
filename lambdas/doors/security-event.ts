import { countForAlarm } from './count-for-alarm.ts'
import { log } from './log.ts'

/** What ops must hear of at once; the name is the outcome that the use-case gave. */
const sentences: Record<string, string> = {
  'foreign-certificate': 'a client connected as this device with a certificate that was never its own',
  'replaced-certificate': 'a client connected with a certificate of this device that had been replaced',
  'connected-while-out': 'a device connected that had been taken away',
  'clone-suspected': 'two clients seem to share the certificate of this device',
}

/** Logs a security event and counts it for the alarm. No address: it would outlive its 30 days here. */
export const tellSecurityEvent = (
  stage: string,
  outcome: string,
  facts: { clientId: string; certificateId: string; at: number },
): boolean => {
  const says = sentences[outcome]
  if (says === undefined) return false
  log.warn(says, { ...facts, event: outcome })
  countForAlarm(stage, 'SecurityEvents', { event: outcome, clientId: facts.clientId })
  return true
}
