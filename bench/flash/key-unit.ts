import type { AdmissionAnswer } from '../../core/api/admission.ts'
import type { MintAnswer } from '../../core/api/credentials.ts'
import { credentialType } from '../../core/modem/credential-type.ts'
import type { JournalAct } from '../journal/journal-line.ts'
import { isRefused, type Refused } from '../refused.ts'
import { type KeyRequest, makeKey } from './make-key.ts'
import { meanwhile } from './meanwhile.ts'
import type { UnitPlan } from './plan-unit.ts'
import { rootCaOf } from './root-ca-of.ts'
import { setUpModem } from './set-up-modem.ts'
import { writeItem, writeKey } from './store-item.ts'
import type { UnitRun } from './unit-run.ts'

/** The request of a first touch, if its key is still the one in the modem and of a source that may be used. */
const keyThatWaits = (
  { history }: UnitRun,
  { securityTag, keySource, keySha256 }: UnitPlan,
): KeyRequest | undefined => {
  const { waitingKey } = history
  const isThere = waitingKey?.securityTag === securityTag && waitingKey.keySha256 === keySha256
  if (!isThere || waitingKey.keySource !== keySource) return undefined
  return keySource === 'modem'
    ? { keySource, keygen: waitingKey.request }
    : { keySource: 'station', csr: waitingKey.request }
}

/** Makes the key, has its certificate issued and writes both: everything on the modem that changes is changed here. */
export const keyUnit = async (
  run: UnitRun,
  plan: UnitPlan,
  { thingName, profile }: AdmissionAnswer,
  decided: readonly JournalAct[],
): Promise<MintAnswer | Refused> => {
  const { session, orderId, imei, firmware, agentVersion, serial } = run
  const { securityTag } = plan
  const waiting = keyThatWaits(run, plan)
  const { keySource } = waiting ?? plan
  const intents = waiting ? [] : [{ act: 'make-key', keySource, securityTag } as const]
  // Computed while the line is busy with what comes first; a failure is thrown where the key is needed.
  const stationKey = waiting || keySource !== 'station' ? undefined : run.makeStationKey(plan.keyForm, thingName)
  stationKey?.catch(() => {})
  await setUpModem(run, securityTag, () => run.note(...decided, ...intents))

  run.begin('key', { keySource, why: waiting ? 'the key of the first touch is still there' : plan.why })
  const named = serial === undefined ? {} : { serial }
  const { rootCa, clientCertificate, privateKey } = credentialType
  const rootCaPem = rootCaOf(profile)
  const early: JournalAct[] = rootCaPem === undefined ? [] : [{ act: 'write', securityTag, types: [rootCa] }]
  const intent = run.note({ act: 'mint', keySource, ...named }, ...early)
  const keys = { makeStationKey: stationKey ? () => stationKey : run.makeStationKey }
  const key = await meanwhile(waiting ? Promise.resolve(waiting) : makeKey(keys, session, plan, thingName), intent)
  run.begin('mint', { keySource })
  const { attested } = run
  const request = {
    ...key,
    firmware,
    agentVersion,
    ...named,
    ...(attested && { attestation: { challenge: attested.challenge, token: attested.token } }),
  }
  const made = key.keySource === 'cloud' ? undefined : key.keySource === 'modem' ? key.keygen : key.csr
  const result = made === undefined ? Promise.resolve() : run.note({ act: 'key-made', securityTag, request: made })
  const toWrite = (minted: MintAnswer): number[] => [
    ...(minted.privateKeyPem === undefined ? [] : [privateKey]),
    ...(minted.rootCaPem === rootCaPem ? [] : [rootCa]),
    clientCertificate,
  ]
  const mint = async (): Promise<MintAnswer | Refused> => {
    const minted = await run.api.mint({ orderId, imei, request })
    if (isRefused(minted)) return minted
    const { certificateId, generation } = minted
    await run.note({ act: 'minted', certificateId, generation }, { act: 'write', securityTag, types: toWrite(minted) })
    return minted
  }
  // The trust anchors are known already: their time on the line costs nothing while the cloud works.
  const written = rootCaPem === undefined ? Promise.resolve() : writeItem(session, securityTag, rootCa, rootCaPem)
  const minted = await meanwhile(mint(), meanwhile(written, result))
  if (isRefused(minted)) return minted
  run.begin('write', { securityTag })
  if (minted.privateKeyPem !== undefined) await writeKey(session, securityTag, minted.privateKeyPem)
  await writeItems(run, minted, toWrite(minted))
  return minted
}

const writeItems = async ({ session }: UnitRun, minted: MintAnswer, types: readonly number[]): Promise<void> => {
  const { rootCa, clientCertificate } = credentialType
  const { securityTag, rootCaPem, certificatePem } = minted
  if (types.includes(rootCa)) await writeItem(session, securityTag, rootCa, rootCaPem)
  await writeItem(session, securityTag, clientCertificate, certificatePem)
}

/** Writes what is public once more; safe to repeat, since it never touches the key. */
export const writeCertificates = async (run: UnitRun, minted: MintAnswer): Promise<void> => {
  const { securityTag } = minted
  const types = [credentialType.rootCa, credentialType.clientCertificate]
  run.begin('write', { securityTag })
  await run.note({ act: 'write', securityTag, types })
  await writeItems(run, minted, types)
}
