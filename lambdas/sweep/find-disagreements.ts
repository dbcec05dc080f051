import type { SweepAnswer } from '../../core/api/sweeps.ts'
import { statusOf } from '../adapters/iot/certificate-status.ts'
import { devicesInState } from '../adapters/registry/devices-in-state.ts'
import { pauseMs, type SweepDependencies, untouchable } from './dependencies.ts'

/**
 * Devices that changed since the last sweep, that the registry calls confirmed or registered, and whose certificate is
 * not ACTIVE: somebody changed it in AWS IoT by hand. They are told and not touched, for either may be what was meant.
 */
export const findDisagreements = async (
  deps: SweepDependencies,
  lookedUpTo: number,
): Promise<{ disagreeing: SweepAnswer['disagreeing']; unfinished: boolean }> => {
  const span = {
    since: new Date(lookedUpTo).toISOString(),
    until: new Date(deps.now() - untouchable).toISOString(),
  }
  const disagreeing: SweepAnswer['disagreeing'] = []
  for (const state of ['confirmed', 'registered'] as const)
    for await (const { imei, certificateId } of devicesInState(deps.table, state, span)) {
      if (!deps.hasTime()) return { disagreeing, unfinished: true }
      if (certificateId === undefined) continue
      await deps.sleep(pauseMs)
      const status = await statusOf(deps.iot, certificateId)
      if (status !== 'ACTIVE') disagreeing.push({ imei, state, certificateId, status })
    }
  return { disagreeing, unfinished: false }
}
