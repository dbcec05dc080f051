import { followRow } from '../adapters/follow-row.ts'
import { setStatus, statusOf } from '../adapters/iot/certificate-status.ts'
import { devicesInState } from '../adapters/registry/devices-in-state.ts'
import { certificatesOf } from '../adapters/take-away.ts'
import { pauseMs, type SweepDependencies } from './dependencies.ts'

/** Devices that were taken away since the last sweep and whose certificate is ACTIVE all the same: a kill stood between row and IoT. */
export const switchOff = async (
  deps: SweepDependencies,
  dryRun: boolean,
  lookedUpTo: number,
): Promise<{ switchedOff: string[]; unfinished: boolean }> => {
  const switchedOff: string[] = []
  const since = new Date(lookedUpTo).toISOString()
  for (const state of ['suspended', 'revoked', 'scrapped'] as const)
    for await (const device of devicesInState(deps.table, state, { since }))
      for (const certificateId of certificatesOf(device)) {
        if (!deps.hasTime()) return { switchedOff, unfinished: true }
        await deps.sleep(pauseMs)
        if ((await statusOf(deps.iot, certificateId)) !== 'ACTIVE') continue
        if (!dryRun) {
          await setStatus(deps.iot, certificateId, 'INACTIVE')
          // It may have been ACTIVE because it is being resumed.
          await followRow(deps, device.imei, device, [certificateId])
        }
        switchedOff.push(certificateId)
      }
  return { switchedOff, unfinished: false }
}
