import type { OrderAnswer } from '../../core/api/orders.ts'

/** The one line that says where an order's units are: what is spent equals what devices hold plus the difference. */
export const renderReconciliation = (sums: OrderAnswer['reconciliation']): string => {
  const held = (['reserved', 'minted', 'confirmed', 'registered', 'suspended', 'revoked'] as const)
    .filter((name) => sums[name] > 0 || !['suspended', 'revoked'].includes(name))
    .map((name) => `${sums[name]} ${name}`)
  const kept = [
    ...(sums.scrappedAfterShipping > 0 ? [`${sums.scrappedAfterShipping} scrapped after shipping`] : []),
    ...(sums.remade > 0 ? [`${sums.remade} shipped, scrapped and made again`] : []),
  ]
  const back = sums.scrapped - sums.scrappedAfterShipping
  return [
    `${sums.ordered} ordered`,
    `${sums.spent} spent = ${[...held, ...kept, `difference ${sums.difference}`].join(' + ')}`,
    `${back} scrapped and ${sums.released} released gave their unit back`,
    `${sums.ordered - sums.spent} not begun`,
  ].join('; ')
}
