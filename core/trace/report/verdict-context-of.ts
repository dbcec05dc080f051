import type { AccountEndpoints, CertificateMode } from '../../endpoint/endpoint-check.ts'
import { knownEndpoints } from '../../endpoint/known-endpoints.ts'
import type { Firmware } from '../../modem/firmware.ts'
import { factsOf } from '../../modem/firmware-facts.ts'
import { parseFirmware } from '../../modem/parse-firmware.ts'
import type { TraceFacts } from '../trace-facts.ts'
import type { VerdictContext } from '../verdict/verdict-context.ts'

export interface Given {
  account?: AccountEndpoints
  firmware?: Firmware
  certificateMode?: CertificateMode
}

const named = (text: string | null): Firmware | null => {
  const parsed = text === null ? null : parseFirmware(text)
  return parsed?.ok ? parsed.firmware : null
}

/** What the capture says of the firmware goes before what was given: the modem itself said it. */
export const verdictContextOf = (facts: TraceFacts, given: Given): VerdictContext => {
  const captured = named(facts.at.firmware)
  const carved = named(facts.carvedFirmware)
  const found: [Firmware | null | undefined, 'capture' | 'given' | 'carved'][] = [
    [captured, 'capture'],
    [given.firmware, 'given'],
    [carved, 'carved'],
  ]
  const [firmware, from] = found.find(([candidate]) => candidate != null) ?? [null, 'given' as const]
  return {
    firmware: firmware ? { facts: factsOf(firmware), from } : null,
    account: given.account === undefined ? null : knownEndpoints(given.account),
    certificateMode: given.certificateMode ?? null,
  }
}
