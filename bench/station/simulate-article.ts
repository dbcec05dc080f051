import { openAtSession } from '../at/at-session.ts'
import { isRefused } from '../refused.ts'
import type { UnitJob } from './flash-in-time.ts'
import type { LineGate } from './line-gate.ts'
import { runArticle } from './run-article.ts'
import type { StationDependencies, StationInput } from './station-dependencies.ts'

/** Where the profile names no firmware: one that makes its own keys and shows digests. */
const usualFirmware = 'mfw_nrf9160_1.3.7'

/** A first article without a golden unit at hand: software plays the modem, under the IMEI of one. */
export const simulateArticle =
  (deps: StationDependencies, input: StationInput, gate: LineGate) =>
  async (signal: AbortSignal): Promise<void> => {
    const { lineFor, simulatedPort } = deps
    const [imei] = gate.goldenUnits()
    if (!lineFor || !simulatedPort || imei === undefined) return
    const asked = await lineFor(signal).goldenUnits({ orderId: input.orderId, imei })
    const { min, max } = (isRefused(asked) ? undefined : asked.unit?.profile.firmware) ?? {}
    const session = openAtSession({ timers: deps.timers })(
      simulatedPort({ imei, firmware: max ?? min ?? usualFirmware }),
    )
    try {
      const job: UnitJob = { slot: 0, session, request: {}, onStep: () => {}, signal }
      await runArticle(deps, input, gate)(job, imei, { simulated: true })
    } finally {
      await session.close()
    }
  }
