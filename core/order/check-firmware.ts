import { compareVersions } from '../modem/compare-versions.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import { type Refusal, refuse } from '../refusals/refusal.ts'
import { checkProfile } from './check-profile.ts'
import type { OrderRecord } from './order-record.ts'

/** Whether a modem with this firmware may be keyed on the order: well-formed, within the profile's range, and able to connect. */
export const checkFirmware = (
  text: string,
  { profile, account, overrideReason }: Pick<OrderRecord, 'profile' | 'account' | 'overrideReason'>,
): Refusal | undefined => {
  const parsed = parseFirmware(text)
  if (!parsed.ok) return refuse('firmware-malformed', { firmware: text, why: parsed.says })
  const { min = 'the first', max = 'the newest' } = profile.firmware ?? {}
  const isBeyond = (bound: string | undefined, sign: 1 | -1) => {
    const limit = bound === undefined ? undefined : parseFirmware(bound)
    // Versions of two families do not compare, so a bound of another family admits nothing.
    if (limit === undefined) return false
    if (!limit.ok || limit.firmware.family !== parsed.firmware.family) return true
    return compareVersions(parsed.firmware.version, limit.firmware.version) * sign > 0
  }
  const outside = isBeyond(profile.firmware?.min, -1) || isBeyond(profile.firmware?.max, 1)
  if (outside) return refuse('firmware-out-of-range', { firmware: parsed.firmware.text, min, max })
  return overrideReason === undefined ? checkProfile(profile, account, [parsed.firmware.text]).refusal : undefined
}
