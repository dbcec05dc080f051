import { agentVersion } from '../../bench/agent-version.ts'
import { openAtSession } from '../../bench/at/at-session.ts'
import type { StationApi } from '../../bench/cloud/factory-api.ts'
import { flash } from '../../bench/flash/flash.ts'
import type { FlashResult } from '../../bench/flash/flash-result.ts'
import { openJournal } from '../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import { openPort } from '../../bench/serial/open-port.ts'
import { systemTimers } from '../../bench/timers.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { inParallel } from './in-parallel.ts'
import type { DemoUnit } from './units.ts'

/** As many slots as a fixture has; more would only wait for the same two cores. */
const slots = 8

/** Flashes every unit as a station does: a port, an AT session, one journal for all, the factory API. */
export const flashUnits = async (
  units: readonly DemoUnit[],
  station: { api: StationApi; orderId: string; journalFile: string; signal: AbortSignal },
  onResult: (result: FlashResult) => void,
): Promise<FlashResult[]> => {
  const { api, orderId, signal } = station
  const journal = await openJournal(station.journalFile, orderId, () => new Date())
  const flashUnit = flash({ api, journal, makeStationKey, agentVersion })
  try {
    return await inParallel(units, slots, async ({ modem, keySource }) => {
      const line = await serveTcp(modem, 0)
      const session = openAtSession({ timers: systemTimers })(await openPort(`tcp://127.0.0.1:${line.port}`))
      try {
        const result = await flashUnit({ session, orderId, keySource, signal })
        onResult(result)
        return result
      } finally {
        await session.close()
        await line.close()
      }
    })
  } finally {
    await journal.close()
  }
}
