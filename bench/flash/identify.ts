import { parseImei } from '../../core/device/imei.ts'
import { at } from '../../core/modem/at-command.ts'
import { type FirmwareFacts, factsOf } from '../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { refuse } from '../../core/refusals/refusal.ts'
import type { AtSession } from '../at/at-session.ts'
import { fail } from '../failures/failure.ts'
import { type Refused, refusedBy } from '../refused.ts'
import { tellModem } from './tell-modem.ts'

const tries = 3

/** Reads the firmware and judges both names that everything later rests on. Changes nothing on the modem. */
export const identify = async (session: AtSession, imei: string): Promise<FirmwareFacts | Refused> => {
  const parsedImei = parseImei(imei)
  if (!parsedImei.ok) return refusedBy(refuse('imei-malformed', { imei, why: parsedImei.says }))
  const heard = new Set<string>()
  for (let i = 1; ; i++) {
    const answer = await tellModem(session, at.firmware(), { tries })
    const text = answer.lines.join(' ').trim()
    const parsed = parseFirmware(text)
    if (parsed.ok) return factsOf(parsed.firmware)
    heard.add(text)
    if (i === tries) {
      // A modem says the same nonsense every time; a line another one.
      if (heard.size > 1 || text === '') throw fail('answer-garbled', { command: at.firmware().line, why: parsed.says })
      return refusedBy(refuse('firmware-malformed', { firmware: text.slice(0, 60), why: parsed.says }))
    }
    await session.drain()
  }
}
