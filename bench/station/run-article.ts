import { isOutage } from '../flash/outage.ts'
import { articleJournal } from '../journal/article-journal.ts'
import { flashInTime, type UnitJob } from './flash-in-time.ts'
import type { LineGate } from './line-gate.ts'
import { sentence } from './sentences.ts'
import type { StationDependencies, StationInput } from './station-dependencies.ts'
import type { UnitRecord } from './unit-record.ts'

type Judged = Pick<UnitRecord, 'outcome' | 'colour' | 'sentence'> & { outage: boolean }

/**
 * Runs a golden unit the whole way of a product: admission, key, certificate, write, read-back, the cloud's comparison. No
 * unit is spent, no label printed, no result counted; the cloud ends the certificate. The gate hears what became of it.
 */
export const runArticle =
  (deps: StationDependencies, input: StationInput, gate: LineGate) =>
  async (job: UnitJob, imei: string, { simulated = false } = {}): Promise<UnitRecord> => {
    const { lineFor, journal } = deps
    if (!lineFor) throw new Error('a station without a line API runs no articles')
    const apiFor = (signal: AbortSignal) => lineFor(signal).article({ simulated })
    const result = await flashInTime(
      { ...deps, apiFor, journal: articleJournal(journal) },
      { ...input, rework: true },
      { ...job, request: { imei } },
    )
    const judge = (): Judged => {
      if (result.outcome === 'confirmed')
        return { outcome: 'confirmed', colour: 'green', sentence: sentence('article-passed', { imei }), outage: false }
      const why = result.outcome === 'refused' ? { ...result.refusal, code: result.refusal.refused } : result.failure
      const { code, params, says, next } = why
      const outage = result.outcome === 'failed' && isOutage(result.failure)
      return { outcome: result.outcome, colour: 'red', sentence: { code, params, says, next }, outage }
    }
    const { outage, ...judged } = judge()
    const unit = { imei, port: job.session.port }
    if (result.outcome === 'confirmed') {
      await journal.append(unit, { act: 'article-passed', certificateId: result.certificateId, simulated })
      gate.passed(imei, { simulated })
    } else {
      await journal.append(unit, { act: 'article-failed', code: judged.sentence.code })
      gate.failed(imei, judged.sentence, { outage })
    }
    return {
      schema: 1,
      orderId: input.orderId,
      at: deps.now().toISOString(),
      ...(simulated ? {} : { slot: job.slot }),
      imei,
      ...judged,
      flash: result,
    }
  }
