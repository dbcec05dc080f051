import type { AdmissionAnswer } from '../../core/api/admission.ts'
import type { KeySource } from '../../core/api/profile.ts'
import { chooseKeySource } from '../../core/modem/choose-key-source.ts'
import { credentialTypeName } from '../../core/modem/credential-type.ts'
import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import type { ListedCredential } from '../../core/modem/parse-listing.ts'
import { refuse } from '../../core/refusals/refusal.ts'
import { failure } from '../failures/failure.ts'
import type { UnitHistory } from '../journal/unit-history.ts'
import { type Refused, refusedBy, refusedUnit } from '../refused.ts'
import { shownKey } from './shown-key.ts'

export interface UnitPlan {
  securityTag: number
  keySource: KeySource
  /** Why this key source, in one line. */
  why: string
  /** The form of a private key that this firmware reads. */
  keyForm: 'sec1' | 'pkcs8'
  /** Types 0 to 2 that the tag holds now. */
  present: number[]
  /** What the modem shows of a private key that the tag holds. */
  keySha256: string | undefined
}

/** Decides, before anything is changed on the modem, how this unit gets its key, or why it gets none. */
export const planUnit = (unit: {
  admission: AdmissionAnswer
  facts: FirmwareFacts
  entries: readonly ListedCredential[]
  history: UnitHistory
  serial: string | undefined
  /** Instead of the best one that the profile allows and the firmware can do; only one that the profile allows. */
  keySource: KeySource | undefined
}): UnitPlan | Refused => {
  const { profile, device } = unit.admission
  const { securityTag } = profile
  if (profile.serial === 'required' && unit.serial === undefined)
    return refusedBy(refuse('serial-missing', { profile: profile.name }))
  const { text } = unit.facts.firmware
  if (profile.proof === 'digest' && unit.facts.digests.value === 'placeholder')
    return refusedBy(refuse('proof-too-weak', { firmware: text }))
  const wish = unit.keySource
  if (wish !== undefined && !profile.keySources.includes(wish))
    return refusedBy(refuse('key-source-not-allowed', { keySource: wish, allowed: profile.keySources }))
  const choice = chooseKeySource(unit.facts, wish === undefined ? profile.keySources : [wish])
  if (!choice.ok) return refusedBy(refuse('key-source-impossible', { firmware: text, why: choice.why }))
  const present = unit.entries.filter(({ tag, type }) => tag === securityTag && type <= 2).map(({ type }) => type)
  // A device that the order has begun, or a tag that this station was keying when it was stopped, holds our own leavings.
  const isOurs = device !== undefined || unit.history.keyedTags.includes(securityTag)
  if (present.length > 0 && profile.existingCredentials === 'refuse' && !isOurs)
    return refusedUnit(
      failure('credentials-present', { tag: securityTag, items: present.map((type) => credentialTypeName(type)) }),
    )
  const keyForm = unit.facts.pkcs8.value ? 'pkcs8' : 'sec1'
  return {
    securityTag,
    keySource: choice.source,
    why: choice.why,
    keyForm,
    present,
    keySha256: shownKey(unit.entries, securityTag),
  }
}
