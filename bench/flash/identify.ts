import { parseImei } from '../../core/device/imei.ts'
import { at } from '../../core/modem/at-command.ts'
import { type FirmwareFacts, factsOf } from '../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { refuse } from '../../core/refusals/refusal.ts'
import type { AtSession } from '../at/at-session.ts'
import { type Refused, refusedBy } from '../refused.ts'
import { tellModem } from './tell-modem.ts'

/** Reads the firmware and judges both names that everything later rests on. Changes nothing on the modem. */
export const identify = async (session: AtSession, imei: string): Promise<FirmwareFacts | Refused> => {
  const parsedImei = parseImei(imei)
  if (!parsedImei.ok) return refusedBy(refuse('imei-malformed', { imei, why: parsedImei.says }))
  const answer = await tellModem(session, at.firmware(), { tries: 3 })
  const text = answer.lines.join(' ').trim()
  const parsed = parseFirmware(text)
  return parsed.ok
    ? factsOf(parsed.firmware)
    : refusedBy(refuse('firmware-malformed', { firmware: text.slice(0, 60), why: parsed.says }))
}
