import type { FleetView, FleetViewAnswer } from '../../core/api/fleet-view.ts'
import { diagnose } from '../../core/diagnosis/diagnose.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import { groupByCause } from '../../core/fleet/group-by-cause.ts'
import { lagOf, type OrderLag } from '../../core/fleet/order-lag.ts'
import { pickSample } from '../../core/fleet/pick-sample.ts'
import { countInState } from '../adapters/registry/count-in-state.ts'
import { keepFleetView, readFleetView } from '../adapters/registry/fleet-views.ts'
import { lateDevices } from '../adapters/registry/late-devices.ts'
import { countStates } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { type DiagnoseDependencies, gatherFacts } from '../diagnose-device/gather-facts.ts'

export interface SurveyDependencies extends DiagnoseDependencies {
  /** After so many days without a connect a confirmed device is late. */
  days: number
  sleep: (milliseconds: number) => Promise<unknown>
}

const day = 86_400_000
/** Rows read to count orders: half a read unit each. */
const mostCounted = 2000
const mostOrders = 20
/** A cause that holds a tenth of the late devices is missed by a sample of this size once in eight days. */
const sampleSize = 20
/** Between two diagnoses, so that the survey takes a fifth of AWS IoT's rates and leaves the rest to the line (aws-iot-provisioning.md 3.1). */
const pauseMs = 500

const lagsOf = async (table: Table, late: readonly { orderId: string }[]): Promise<OrderLag[]> => {
  const byOrder = [...Map.groupBy(late, ({ orderId }) => orderId)]
    .map(([orderId, devices]) => ({ orderId, late: devices.length }))
    .toSorted((a, b) => b.late - a.late)
    .slice(0, mostOrders)
  const lags: OrderLag[] = []
  for (const { orderId, late: count } of byOrder) {
    const { states } = await countStates(table, orderId)
    lags.push(lagOf(orderId, count, states.registered ?? 0))
  }
  return lags
}

/**
 * Why devices that were confirmed have not connected: all of them are counted, the newest by order, and a sample of these is
 * diagnosed one after the other. The view is kept for whoever asks next. Reads of AWS IoT only; no scan of the registry.
 */
export const surveyFleet =
  (deps: SurveyDependencies) =>
  async (takenBy: FleetView['takenBy'], hasTime: () => boolean): Promise<Required<FleetViewAnswer>> => {
    const { table, days, now, sleep } = deps
    const until = new Date(now() - days * day).toISOString()
    const before = await readFleetView(table)
    const late = await countInState(table, 'confirmed', { until })
    const counted = await lateDevices(table, until, mostCounted)
    const orders = await lagsOf(table, counted)
    const diagnoses: Diagnosis[] = []
    const sample = pickSample(counted, sampleSize)
    for (const { imei } of sample) {
      if (!hasTime()) break
      if (diagnoses.length > 0) await sleep(pauseMs)
      diagnoses.push(diagnose(await gatherFacts(deps, imei, undefined)))
    }
    const takenAt = new Date(now()).toISOString()
    const baseline = before?.baseline
    const view: FleetView = {
      ...{ takenAt, takenBy, days, late },
      ...(baseline === undefined ? {} : { growth: { since: baseline.at, devices: late - baseline.late } }),
      ...{ counted: counted.length, orders, sampled: diagnoses.length },
      ...(groupByCause(diagnoses) as Pick<FleetView, 'healthy' | 'undecided' | 'causes' | 'blindSpots'>),
      unfinished: diagnoses.length < sample.length,
    }
    // A look in between must not swallow the growth that the schedule would tell.
    const next = takenBy === 'schedule' ? { at: takenAt, late } : baseline
    await keepFleetView(table, { view, ...(next === undefined ? {} : { baseline: next }) })
    return { view }
  }
