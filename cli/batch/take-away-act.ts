import type { FactoryApi } from '../../bench/cloud/factory-api.ts'
import { isRefused, type Refused } from '../../bench/refused.ts'
import { isAllowed, type LifeCycleChange } from '../../core/device/life-cycle.ts'
import { explainRefusal, refuse } from '../../core/refusals/refusal.ts'
import type { OpsApi, TakeAway } from '../ops-api.ts'
import type { BatchResult } from './batch-result.ts'

type Outcome = Omit<BatchResult, 'imei' | 'line'>

const refused = ({ refused: code, says, next }: Refused): Outcome => ({
  outcome: 'refused',
  code,
  says: `${says} ${next}`,
})

/** Takes one device away, or gives it back. */
export const takeAwayAct =
  (api: Pick<OpsApi, 'takeAway'>, act: TakeAway, reason: string | undefined) =>
  async (imei: string): Promise<Outcome> => {
    const answer = await api.takeAway(act, imei, reason === undefined ? {} : { reason })
    return isRefused(answer) ? refused(answer) : { outcome: 'done', state: answer.state }
  }

const already: Record<TakeAway, string> = {
  suspend: 'suspended',
  // A device that is in need not be let in, but whether it was ever out only the cloud's history says.
  resume: '',
  revoke: 'revoked',
  scrap: 'scrapped',
}

/** What the same would come to, by the life cycle and what the registry says now; nothing is changed. */
export const dryTakeAwayAct =
  (api: Pick<FactoryApi, 'readDevice'>, act: TakeAway) =>
  async (imei: string): Promise<Outcome> => {
    const device = await api.readDevice(imei)
    if (isRefused(device)) return refused(device)
    const { state } = device
    if (state === already[act]) return { outcome: 'would', state, says: `it is ${state} already` }
    if (isAllowed(act satisfies LifeCycleChange, state, 'ops'))
      return { outcome: 'would', state, says: `it is ${state}; \`${act}\` is allowed` }
    const { says } = explainRefusal(refuse('change-not-allowed', { imei, state, change: act }))
    return { outcome: 'refused', state, code: 'change-not-allowed', says }
  }
