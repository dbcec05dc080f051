import type { AttachTimes } from '../../core/api/attach-times.ts'
import type { LineEvent } from '../../core/api/line.ts'
import type { OrderAnswer } from '../../core/api/orders.ts'
import { renderFacts } from './facts.ts'
import { renderReconciliation } from './reconciliation.ts'

const renderLineEvent = ({ at, what, station, imei, reason, by }: LineEvent): string => {
  if (what === 'line-opened') return `${at}  ${station} was opened${by === undefined ? '' : ` by ${by}`}: ${reason}`
  const simulated = what === 'article-simulated' ? ' (simulated: it proves the cloud, not the fixture)' : ''
  return `${at}  ${station} passed its first article with ${imei}${simulated}`
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const renderAttachTimes = ({ firmware, registered, failed, meanMs, upTo }: AttachTimes): string => {
  const mean = meanMs === undefined ? '' : `, ${seconds(meanMs)} on average`
  const slow = upTo.more === 0 ? '' : `, ${upTo.more} took more than 60 s`
  const never = failed === 0 ? '' : `, ${failed} did not in the time they had`
  return `attach with ${firmware}: ${registered} registered${mean}${slow}${never}`
}

/** An order for people: what it is, and the one line of numbers. */
export const renderOrder = (order: OrderAnswer): string => {
  const { profile } = order
  return [
    renderFacts([
      ['order', order.orderId],
      ['status', order.status],
      ['profile', profile.name],
      ['host name', profile.hostname ?? 'null (no SNI, no name check)'],
      ['security tag', profile.securityTag],
      ['units', renderReconciliation(order.reconciliation)],
      ['to register', order.outstanding],
      ['stations', order.stations.join(', ')],
      ['rework stations', order.reworkStations.join(', ') || undefined],
      [
        'shares',
        Object.entries(order.shares)
          .map(([arn, most]) => `${arn} ${order.spentBy[arn] ?? 0} of ${most}`)
          .join(', ') || undefined,
      ],
      ['models', order.tacs?.join(', ')],
      ['listed devices', order.listedDevices],
      ['golden units', order.goldenUnits?.join(', ')],
      ['valid until', order.validUntil],
      ['opened', `${order.openedAt} by ${order.openedBy}`],
      ['override', order.overrideReason && `opened against the endpoint check: ${order.overrideReason}`],
    ]),
    ...(order.reconciliation.difference === 0
      ? []
      : [`the units do not add up: ${order.reconciliation.says.join(' ')}`]),
    ...(order.line ?? []).map(renderLineEvent),
    ...(order.attachTimes ?? []).map(renderAttachTimes),
    ...order.warnings.map((warning) => `warning: ${warning}`),
  ].join('\n')
}
