import type { OrderAnswer } from '../../core/api/orders.ts'
import { renderFacts } from './facts.ts'
import { renderReconciliation } from './reconciliation.ts'

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
      ['valid until', order.validUntil],
      ['opened', `${order.openedAt} by ${order.openedBy}`],
      ['override', order.overrideReason && `opened against the endpoint check: ${order.overrideReason}`],
    ]),
    ...(order.reconciliation.difference === 0
      ? []
      : [`the units do not add up: ${order.reconciliation.says.join(' ')}`]),
    ...order.warnings.map((warning) => `warning: ${warning}`),
  ].join('\n')
}
