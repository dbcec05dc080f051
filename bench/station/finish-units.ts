import { BenchError } from '../failures/failure.ts'
import { confirmLater } from '../flash/confirm-later.ts'
import { isRefused } from '../refused.ts'
import { labelUnit } from './label-unit.ts'
import { sentence } from './sentences.ts'
import type { StationDependencies } from './station-dependencies.ts'
import type { UnitRecord } from './unit-record.ts'

/** Takes a unit for one slot, or for this, alone. */
export interface Claims {
  /** False if somebody has it. */
  claim(imei: string): boolean
  release(imei: string): void
}

/**
 * Finishes the units that have left, also those of a shift before: confirmation, then label. Stops at the first outage;
 * what waits then, waits on. Units in hand are left to their slots.
 */
export const finishUnits = (deps: StationDependencies, orderId: string) =>
  async function* (signal: AbortSignal, { claim, release }: Claims): AsyncGenerator<UnitRecord> {
    const { journal, agentVersion } = deps
    const confirm = confirmLater({ api: deps.apiFor(signal), journal, agentVersion, orderId })
    const waiting = [...journal.units()].filter(([, { readBack }]) => readBack !== undefined)
    for (const [imei, { serial }] of waiting) {
      if (signal.aborted || !claim(imei)) continue
      try {
        const answer = await confirm(imei)
        if (answer === undefined) continue
        const base = {
          schema: 1 as const,
          orderId,
          at: deps.now().toISOString(),
          imei,
          ...(serial === undefined ? {} : { serial }),
        }
        if (isRefused(answer)) {
          const { refused: code, params, says, next } = answer
          yield { ...base, outcome: 'refused', colour: 'red', sentence: { code, params, says, next } }
          continue
        }
        const { thingName, certificateId, proof } = answer
        yield await labelUnit(deps)({
          ...base,
          outcome: 'confirmed',
          colour: 'green',
          sentence: sentence('done', { imei }),
          thingName,
          certificateId,
          proof,
        })
      } catch (error) {
        if (signal.aborted || error instanceof BenchError) return
        throw error
      } finally {
        release(imei)
      }
    }
  }
