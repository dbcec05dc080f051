import type { LineApi } from '../cloud/factory-api.ts'
import { BenchError } from '../failures/failure.ts'
import type { Journal } from '../journal/journal.ts'
import { isRefused } from '../refused.ts'
import type { LineGate } from './line-gate.ts'

/** An API of before there were first articles: none of its orders asks for one. */
const isOlder = ({ failure }: BenchError): boolean =>
  failure.code === 'answer-not-understood' && failure.params.status === 404

/**
 * Asks the cloud which golden units the order lists, and tells the gate. While the cloud is away, what this journal knows
 * from before counts. Answers whether there is nothing more to ask.
 */
export const askLine =
  (deps: { api: LineApi; journal: Journal; orderId: string }) =>
  async (gate: LineGate): Promise<boolean> => {
    const { api, journal, orderId } = deps
    const known = journal.line().goldenUnits
    try {
      const answer = await api.goldenUnits({ orderId })
      if (isRefused(answer)) {
        const { refused: code, params, says, next } = answer
        gate.cannotAsk({ code, params, says, next })
        return false
      }
      const { goldenUnits } = answer
      if (JSON.stringify(goldenUnits) !== JSON.stringify(known))
        await journal.append({ imei: '', port: '' }, { act: 'line', goldenUnits })
      gate.learn(goldenUnits)
      return true
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      if (isOlder(error)) {
        gate.learn([])
        return true
      }
      if (known !== undefined) gate.learn(known)
      const { code, params, says, next } = error.failure
      gate.cannotAsk({ code, params, says, next })
      return false
    }
  }
