import { type FirmwareFacts, factsOf } from '../modem/firmware-facts.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import type { LogFacts } from './log-facts.ts'

export interface ExplainOptions {
  /** The firmware that runs now, and the one before an update, where the log does not name them. */
  firmware?: string
  firmwareBefore?: string
}

export interface TwoFirmwares {
  /** Only where an update lies between the two. */
  before?: FirmwareFacts
  after?: FirmwareFacts
  /** The update brought SNI: before it the modem sent none, after it it does. */
  sniIsNew: boolean
}

/** The firmware before and after, from the options first and the log second. */
export function firmwareOf(log: LogFacts, options: ExplainOptions): TwoFirmwares {
  const after = read(options.firmware ?? log.firmwareAfter?.text)
  const before = read(options.firmwareBefore ?? log.firmwareBefore?.text)
  if (!after) return { sniIsNew: false }
  if (!before || before.firmware.text === after.firmware.text) return { after, sniIsNew: false }
  return { before, after, sniIsNew: !before.sendsSni.value && after.sendsSni.value }
}

function read(text: string | undefined): FirmwareFacts | undefined {
  const parsed = text === undefined ? undefined : parseFirmware(text)
  return parsed?.ok ? factsOf(parsed.firmware) : undefined
}
