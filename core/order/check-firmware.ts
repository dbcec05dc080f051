import type { Profile } from '../api/profile.ts'
import { compareVersions } from '../modem/compare-versions.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import { type Refusal, refuse } from '../refusals/refusal.ts'

/** Whether a modem with this firmware may be keyed under the profile: well-formed, and within the profile's range. */
export const checkFirmware = (text: string, profile: Pick<Profile, 'firmware'>): Refusal | undefined => {
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
  return outside ? refuse('firmware-out-of-range', { firmware: parsed.firmware.text, min, max }) : undefined
}
