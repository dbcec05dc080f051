import type { FleetView } from '../../core/api/fleet-view.ts'
import { worstLag } from '../../core/fleet/order-lag.ts'
import { log } from '../doors/log.ts'
import { publishMetric } from '../doors/publish-metric.ts'

/** Publishes what the daily survey found, for alarms, and names in the log what they are about. */
export const tellSurvey = (stage: string, { late, growth, orders, causes, sampled }: FleetView): void => {
  const worst = worstLag(orders)
  publishMetric(stage, 'LateDevices', late, 'Count')
  // Fewer than yesterday is no growth; there is none to tell before the second survey.
  publishMetric(stage, 'LateDevicesGrowth', Math.max(0, growth?.devices ?? 0), 'Count')
  publishMetric(stage, 'FirstConnectLag', worst?.percent ?? 0, 'Percent', worst && { orderId: worst.orderId })
  log.info('fleet surveyed', {
    ...{ late, sampled, growth: growth?.devices, worst },
    causes: causes.map(({ link, cause, devices }) => ({ link, cause, devices })),
  })
}
