import type { KeySource } from '../api/profile.ts'
import type { FirmwareFacts } from './firmware-facts.ts'

export type KeySourceChoice = { ok: true; source: KeySource; why: string } | { ok: false; why: string }

/** The best key source that the profile allows and the firmware can do: modem before station before cloud. */
export function chooseKeySource(facts: FirmwareFacts, allowed: readonly KeySource[]): KeySourceChoice {
  const { text } = facts.firmware
  const inferred = facts.keygen.evidence === 'inferred' ? ' (inferred from similar firmware)' : ''
  if (allowed.includes('modem') && facts.keygen.value) {
    const why = `${text} makes its own key with %KEYGEN${inferred}; the key never leaves the chip`
    return { ok: true, source: 'modem', why }
  }
  const cannot = `${text} has no %KEYGEN, which came with 1.3.0${inferred}`
  const reason = facts.keygen.value ? 'the profile does not allow the modem to make the key' : cannot
  if (allowed.includes('station')) {
    return { ok: true, source: 'station', why: `${reason}; the station makes the key and keeps no copy` }
  }
  if (allowed.includes('cloud')) {
    return { ok: true, source: 'cloud', why: `${reason}; of the others the profile allows only the cloud` }
  }
  if (allowed.length === 0) return { ok: false, why: 'the profile allows no key source: add modem, station or cloud' }
  return { ok: false, why: `${cannot}, and the profile allows only the modem: update the modem or allow station keys` }
}
