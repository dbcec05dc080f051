import { synthesize } from '../../cli/assembly.ts'
import { countFixed } from './cost/count-fixed.ts'
import { countUsage } from './cost/count-usage.ts'
import { priceOfDevice, priceOfMonth } from './cost/price-usage.ts'
import { renderCost, totalOf } from './cost/render-cost.ts'
import { type Figure, figure } from './figure.ts'

const devices = 8

/** What a device costs on its way from admission to registered, and a stage by the month, with everything that was counted. */
export const measureCost = async () => {
  const usage = await countUsage(devices)
  const ofDevice = priceOfDevice(usage)
  const ofMonth = priceOfMonth(usage, countFixed(await synthesize()))
  return { usage, ofDevice, ofMonth, text: renderCost(usage, ofDevice, ofMonth) }
}

/** List prices over counts of the local cloud; `node scripts/print-cost.ts` prints the tables behind them. */
export async function cost(): Promise<Figure[]> {
  const { ofDevice, ofMonth } = await measureCost()
  const of = (price: string) => totalOf(ofDevice.filter((line) => line.price === price))
  return [
    figure('cost, a million devices from admission to registered', totalOf(ofDevice), '$', { atMost: 30 }),
    figure('cost, of that DynamoDB writes', of('writeUnit'), '$', { atMost: 30 }),
    figure('cost, of that Lambda time (latencies of AWS assumed)', of('gigabyteSecond'), '$', { atMost: 30 }),
    figure('cost, a month of a stage that makes nothing', totalOf(ofMonth), '$', { atMost: 30 }),
  ]
}
