import { randomBytes } from 'node:crypto'
import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { KeySource } from '../../core/api/profile.ts'
import { at } from '../../core/modem/at-command.ts'
import type { AtSession } from '../at/at-session.ts'
import { probeModem } from '../at/probe-modem.ts'
import { BenchError, failure } from '../failures/failure.ts'
import type { JournalAct } from '../journal/journal-line.ts'
import { isRefused, refusedUnit } from '../refused.ts'
import { attestModem } from './attest-modem.ts'
import { confirmUnit } from './confirm-unit.ts'
import { firstTouch } from './first-touch.ts'
import type { FlashDependencies } from './flash-dependencies.ts'
import type { FlashResult, FlashStep, UnitFacts } from './flash-result.ts'
import { identify } from './identify.ts'
import { keyUnit, writeCertificates } from './key-unit.ts'
import { listCredentials } from './list-credentials.ts'
import { meanwhile } from './meanwhile.ts'
import { isOutage, outageOf } from './outage.ts'
import { planUnit } from './plan-unit.ts'
import { proveAgain } from './prove-again.ts'
import type { UnitRun } from './unit-run.ts'
import { withoutRework } from './without-rework.ts'

export interface FlashInput {
  session: AtSession
  orderId: string
  serial?: string
  /** One of the profile's key sources, instead of the best one. */
  keySource?: KeySource
  /** As somebody scanned it: another unit is refused before anything is done to it. */
  expectedImei?: string
  /** Whether a device that was confirmed before may get another key; true unless said otherwise. */
  rework?: boolean
  /** While the cloud is away, put a key into an empty tag and let its request wait in the journal. */
  firstTouches?: boolean
  /** Calls the work off at the next step, or when the session is closed; it then throws the signal's reason. */
  signal?: AbortSignal
}

type Ending = FlashResult extends infer R ? (R extends FlashResult ? Omit<R, keyof UnitFacts> : never) : never

const randomChallenge = () => randomBytes(16).toString('hex')

/** A byte lost on the line, found by the cloud's comparison: worth writing once more before the unit is put aside. */
const wasDamaged = ['credential-missing', 'credential-differs']

const confirmed = (answer: ConfirmAnswer) => {
  const { thingName, certificateId, state, proof, confirmedAt } = answer
  return { outcome: 'confirmed', thingName, certificateId, state, proof, confirmedAt } as const
}

/**
 * Gives one unit its identity (DESIGN, one device end to end, steps 2 to 5). May be stopped anywhere and started again:
 * it finishes with one unit of the order and one certificate. The modem is only changed after the cloud admitted it.
 */
export const flash =
  (deps: FlashDependencies) =>
  async ({
    session,
    orderId,
    serial,
    keySource,
    expectedImei,
    rework = true,
    firstTouches = false,
    signal,
  }: FlashInput): Promise<FlashResult> => {
    const facts: UnitFacts = { port: session.port, orderId }
    let step: FlashStep = 'probe'
    let mayLeave = false
    const begin: UnitRun['begin'] = (next, params = {}) => {
      signal?.throwIfAborted()
      step = next
      mayLeave = next === 'confirm' && params.looksRight === true
      deps.onEvent?.({ step, port: session.port, imei: facts.imei, params })
    }
    const note = async (...acts: JournalAct[]) => {
      if (facts.imei !== undefined) await deps.journal.append({ imei: facts.imei, port: session.port }, ...acts)
    }
    let modemChanged = false

    const work = async (): Promise<Ending> => {
      begin('probe')
      const { imei } = await probeModem(session)
      facts.imei = imei
      if (expectedImei !== undefined && expectedImei !== imei) {
        const refusal = refusedUnit(failure('imei-not-expected', { imei, expected: expectedImei }))
        return { outcome: 'refused', step, refusal, modemChanged }
      }
      const past = deps.journal.historyOf(imei)
      const firmware = await meanwhile(identify(session, imei), past)
      const history = await past
      if (isRefused(firmware)) return { outcome: 'refused', step, refusal: firmware, modemChanged }
      facts.firmware = firmware.firmware.text
      const attested = await attestModem(session, firmware, deps.newChallenge ?? randomChallenge)
      const run: UnitRun = {
        ...deps,
        session,
        orderId,
        imei,
        serial,
        history,
        begin,
        note,
        remembered: deps.journal.profile(),
        facts: firmware,
        attested,
        firmware: facts.firmware,
      }

      begin('admission', { firmware: facts.firmware, inferred: !firmware.known, attested: attested !== undefined })
      const unit = { orderId, imei, firmware: facts.firmware, ...(attested && { deviceUuid: attested.deviceUuid }) }
      // To ask changes nothing, neither here nor there: it need not wait for the disk.
      const asked = await meanwhile(
        deps.api.admission(unit).catch((error: unknown) => {
          if (!firstTouches) throw error
          return { outage: outageOf(error) }
        }),
        note({ act: 'admit', firmware: facts.firmware }),
      )
      if ('outage' in asked) {
        const touched = await firstTouch(run, asked.outage)
        if (isRefused(touched)) return { outcome: 'refused', step, refusal: touched, modemChanged }
        const waitsFor = touched.done ? { waitsFor: 'certificate' as const } : {}
        return { outcome: 'failed', step, failure: asked.outage, modemChanged: touched.changed, ...waitsFor }
      }
      const admission = rework ? asked : withoutRework(asked)
      const already = await proveAgain(run, admission)
      if (already) return { ...confirmed(already), repeated: true }
      if (isRefused(admission)) return { outcome: 'refused', step: 'admission', refusal: admission, modemChanged }

      const { securityTag } = admission.profile
      begin('look', { securityTag })
      const { entries } = await listCredentials(session, at.list(securityTag))
      const plan = planUnit({ admission, facts: firmware, entries, history, serial, keySource })
      if (isRefused(plan)) return { outcome: 'refused', step, refusal: plan, modemChanged }

      const isNewProfile = firstTouches && JSON.stringify(admission.profile) !== JSON.stringify(run.remembered)
      const decided: JournalAct[] = [
        ...(isNewProfile ? [{ act: 'profile', profile: admission.profile } as const] : []),
        { act: 'admitted', keySource: plan.keySource, securityTag },
      ]
      modemChanged = true
      const minted = await keyUnit(run, plan, admission, decided)
      if (isRefused(minted)) return { outcome: 'refused', step, refusal: minted, modemChanged }
      const list = at.list(securityTag)
      let answer = await confirmUnit(run, minted.certificateId, list, minted)
      if (isRefused(answer) && wasDamaged.includes(answer.refused)) {
        await writeCertificates(run, minted)
        answer = await confirmUnit(run, minted.certificateId, list, minted)
      }
      if (isRefused(answer)) return { outcome: 'refused', step, refusal: answer, modemChanged }
      return {
        ...confirmed(answer),
        repeated: false,
        keySource: plan.keySource,
        keySourceWhy: plan.why,
        securityTag,
        generation: minted.generation,
        endpoint: minted.endpoint,
        endpointPort: minted.port,
        deviceUuid: minted.attestation.deviceUuid,
      }
    }

    const ending = await work().catch((error): Ending => {
      signal?.throwIfAborted()
      if (!(error instanceof BenchError)) throw error
      const waitsFor = mayLeave && isOutage(error.failure) ? { waitsFor: 'confirmation' as const } : {}
      return { outcome: 'failed', step, failure: error.failure, modemChanged, ...waitsFor }
    })
    // Only for those who read the journal: what a later run needs is in it already.
    if (ending.outcome === 'refused') await note({ act: 'refused', code: ending.refusal.refused }).catch(() => {})
    if (ending.outcome === 'failed') await note({ act: 'failed', code: ending.failure.code }).catch(() => {})
    return { ...facts, ...ending }
  }
