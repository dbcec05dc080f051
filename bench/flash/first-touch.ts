import { type Profile, profileSchema } from '../../core/api/profile.ts'
import { at } from '../../core/modem/at-command.ts'
import { credentialType } from '../../core/modem/credential-type.ts'
import type { Failure } from '../failures/failure.ts'
import { isRefused, type Refused } from '../refused.ts'
import { listCredentials } from './list-credentials.ts'
import { makeKey } from './make-key.ts'
import { planUnit } from './plan-unit.ts'
import { setUpModem } from './set-up-modem.ts'
import { shownKey } from './shown-key.ts'
import type { UnitRun } from './unit-run.ts'

/** The profile that the cloud last named, without the key source that only the cloud could serve. */
const offlineProfile = (remembered: object | undefined): Profile | undefined => {
  const read = profileSchema.loose().safeParse(remembered)
  if (!read.success) return undefined
  const keySources = read.data.keySources.filter((source) => source !== 'cloud')
  return keySources.length === 0 ? undefined : { ...read.data, keySources }
}

/**
 * What can be done for a unit while the cloud is away: a key in an empty tag, and its request in the journal. Nobody has
 * admitted the unit, so nothing on it is replaced and no place in the order is promised. Only for firmware that shows
 * digests: without them a second touch could not tell whether the key is still the same. Answers whether it was done.
 */
export const firstTouch = async (
  run: UnitRun,
  outage: Failure,
): Promise<{ done: boolean; changed: boolean } | Refused> => {
  const profile = offlineProfile(run.remembered)
  if (!profile || run.facts.digests.value !== 'real') return { done: false, changed: false }
  const { session, imei, facts, history, serial } = run
  const { securityTag } = profile
  run.begin('look', { securityTag, offline: outage.code })
  const { entries } = await listCredentials(session, at.list(securityTag))
  const waiting = history.waitingKey
  if (waiting && waiting.keySha256 === shownKey(entries, waiting.securityTag)) return { done: true, changed: false }
  const admission = { imei, thingName: imei, profile, device: undefined }
  const plan = planUnit({ admission, facts, entries, history, serial, keySource: undefined })
  if (isRefused(plan)) return plan
  if (plan.present.length > 0 || plan.keySource === 'cloud') return { done: false, changed: false }

  await setUpModem(run, securityTag)
  run.begin('key', { keySource: plan.keySource, why: plan.why })
  await run.note({ act: 'make-key', keySource: plan.keySource, securityTag })
  const key = await makeKey(run, session, plan, imei)
  if (key.keySource === 'cloud') return { done: false, changed: true }
  const request = key.keySource === 'modem' ? key.keygen : key.csr
  const after = await listCredentials(session, at.list(securityTag, credentialType.privateKey))
  const keySha256 = shownKey(after.entries, securityTag)
  if (keySha256 === undefined) return { done: false, changed: true }
  await run.note({ act: 'key-waits', securityTag, keySource: key.keySource, request, keySha256 })
  return { done: true, changed: true }
}
