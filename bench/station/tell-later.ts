import type { LineApi } from '../cloud/factory-api.ts'
import { BenchError } from '../failures/failure.ts'
import type { Journal } from '../journal/journal.ts'

/**
 * Tells the cloud what no unit waits for, also of a shift before: openings by a supervisor, and attach times. Stops at the
 * first outage; what the cloud refuses is not told again.
 */
export const tellLater =
  (deps: { api: LineApi; journal: Journal; agentVersion: string; orderId: string }) =>
  async (signal: AbortSignal): Promise<void> => {
    const { api, journal, agentVersion, orderId } = deps
    const line = { imei: '', port: '' }
    try {
      for (const opening of journal.line().untold) {
        if (signal.aborted) return
        await api.openLine({ orderId, request: { ...opening, agentVersion } })
        await journal.append(line, { act: 'line-opening-told', openedAt: opening.at })
      }
      for (const [imei, { untoldAttach }] of [...journal.units()]) {
        if (signal.aborted) return
        if (!untoldAttach) continue
        await api.reportAttach({ orderId, imei, request: { ...untoldAttach, agentVersion } })
        await journal.append({ imei, port: '' }, { act: 'attach-told', certificateId: untoldAttach.certificateId })
      }
    } catch (error) {
      if (!signal.aborted && !(error instanceof BenchError)) throw error
    }
  }
