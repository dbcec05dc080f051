import { table } from '../table.ts'
import type { Usage } from './count-usage.ts'
import type { CostLine } from './price-usage.ts'
import { type Price, type PriceName, prices, pricesReadOn } from './prices.ts'

const round = (value: number): string => String(Math.round(value * 1000) / 1000)
const dollars = (value: number): string => value.toFixed(2)
export const totalOf = (lines: readonly CostLine[]): number => lines.reduce((sum, line) => sum + line.dollars, 0)

const sourceOf = ({ source }: Price): string =>
  source.kind === 'assumed' ? 'not found: assumed' : `${source.kind}: ${source.page}`

const ofLines = (lines: readonly CostLine[], amount: string, cost: string): string =>
  table([
    ['what', amount, 'unit', cost],
    ...lines.map((line) => [line.what, round(line.amount), prices[line.price].unit, dollars(line.dollars)]),
    ['total', '', '', dollars(totalOf(lines))],
  ])

/** Calls of AWS APIs for one device, and the units that each function consumes, beside its first call. */
const counted = ({ ofDevices: { calls, readUnits, writeUnits, invocations }, devices }: Usage): string =>
  table([
    ['function', 'invocations', 'read units', 'write units', 'calls of AWS'],
    ...Object.entries(calls).flatMap(([name, byName]) =>
      Object.entries(byName).map(([operation, count], index) => [
        ...(index > 0
          ? ['', '', '', '']
          : [name, ...[invocations, readUnits, writeUnits].map((of) => round((of[name] ?? 0) / devices))]),
        `${round(count / devices)} ${operation}`,
      ]),
    ),
  ])

const indexes = ({ ofDevices: { indexUnits }, devices }: Usage): string =>
  table([
    ['index', 'write units for one device'],
    ...Object.entries(indexUnits)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, units]) => [name, round(units / devices)]),
  ])

const priceTable = (used: ReadonlySet<PriceName>): string =>
  table([
    ['unit', 'price', 'Region', 'source'],
    ...[...used].map((name) => {
      const price: Price = prices[name]
      return [price.unit, `$${price.dollars} for ${price.per}`, price.region, sourceOf(price)]
    }),
  ])

/** Everything that was counted and what it costs, as docs/cost.md shows it. */
export const renderCost = (usage: Usage, ofDevice: readonly CostLine[], ofMonth: readonly CostLine[]): string =>
  [
    `Counted over ${usage.devices} devices, one after the other; for one device:`,
    counted(usage),
    'Of the write units, in indexes:',
    indexes(usage),
    'What a million devices cost, from admission to registered:',
    ofLines(ofDevice, 'for a device', '$ a million'),
    'What a stage costs a month, whatever is made:',
    ofLines(ofMonth, 'a month', '$ a month'),
    `Prices, read on ${pricesReadOn}:`,
    priceTable(new Set([...ofDevice, ...ofMonth].map(({ price }) => price))),
  ].join('\n\n')
