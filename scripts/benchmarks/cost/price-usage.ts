import { functions } from '../../../infra/functions.ts'
import type { Fixed } from './count-fixed.ts'
import type { Usage } from './count-usage.ts'
import { billedMilliseconds } from './lambda-time.ts'
import { type PriceName, prices } from './prices.ts'
import type { Tally } from './tally.ts'

export interface CostLine {
  what: string
  /** Units for one device, or for a month. */
  amount: number
  price: PriceName
  /** US dollars for a million devices, or for a month. */
  dollars: number
}

const sum = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((all, one) => all + one, 0)

/** AWS IoT charges these calls as registry operations (IoT Core pricing, additional details); making certificates is free. */
const registryCalls = ['iot:CreateThing', 'iot:AttachThingPrincipal', 'iot:DescribeThing', 'iot:ListThingPrincipals']

const callsOf = ({ calls }: Tally, wanted: readonly string[]): number =>
  Object.values(calls).reduce((all, byName) => all + wanted.reduce((some, name) => some + (byName[name] ?? 0), 0), 0)

const memoryOf = (folder: string): number => {
  const spec = functions.find((one) => one.folder === folder)
  if (spec === undefined) throw new Error(`infra/functions.ts has no function ${folder}`)
  return spec.memory
}

const gigabyteSeconds = (folder: string, invocations: number): number =>
  (invocations * billedMilliseconds(folder, memoryOf(folder)) * memoryOf(folder)) / 1024 / 1000

/** What functions, tables, logs and events cost, whoever caused it. */
const common = (tally: Tally): [what: string, amount: number, price: PriceName][] => [
  ...Object.entries(tally.writeUnits).map(([name, units]): [string, number, PriceName] => [
    `${name}: table and indexes written`,
    units,
    'writeUnit',
  ]),
  ['rows read', sum(tally.readUnits), 'readUnit'],
  ['invocations', sum(tally.invocations), 'invocation'],
  ...Object.entries(tally.invocations).map(([name, count]): [string, number, PriceName] => [
    `${name}: ${billedMilliseconds(name, memoryOf(name))} ms of ${memoryOf(name)} MB`,
    gigabyteSeconds(name, count),
    'gigabyteSecond',
  ]),
  ['log lines', sum(tally.logBytes), 'logByte'],
  ['events announced', tally.events, 'busEvent'],
]

/** What AWS bills for a device on its way from admission to registered, by line, dearest first. */
export const priceOfDevice = ({ ofDevices: tally, devices }: Usage): CostLine[] =>
  [
    ...common(tally),
    ['requests of the factory API', tally.requests, 'request'] as const,
    ['thing made and tied', callsOf(tally, registryCalls), 'registryOperation'] as const,
    // The first connection alone: MQTT CONNECT is metered, and so is every minute begun.
    ['CONNECT', devices, 'iotMessage'] as const,
    ['first minute', devices, 'connectMinute'] as const,
    // Two rules hear of a session, and the one for taken over sessions drops what it hears; counted as triggered all the same.
    ['presence rules', 2 * tally.messages, 'ruleTriggered'] as const,
    ['presence event into the queue', tally.messages, 'ruleAction'] as const,
    ['presence event sent, received, deleted', 3 * tally.messages, 'queueRequest'] as const,
  ]
    .map(([what, amount, price]) => ({
      what,
      amount: amount / devices,
      price,
      dollars: ((amount / devices) * prices[price].dollars * 1_000_000) / prices[price].per,
    }))
    .toSorted((a, b) => b.dollars - a.dollars)

const hoursOfMonth = 730
const daysOfMonth = hoursOfMonth / 24
const runsOfMonth: Readonly<Record<string, number>> = {
  'scheduled-sweep': hoursOfMonth,
  'check-profiles': daysOfMonth,
  'survey-fleet': daysOfMonth,
}
/** Lambda asks an empty queue with five long polls of 20 s (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
const pollsOfMonth = 5 * 3 * 60 * hoursOfMonth

/** What a stage costs a month, whether a device is made or not. */
export const priceOfMonth = ({ ofSchedules }: Usage, fixed: Fixed): CostLine[] => {
  const scheduled = Object.entries(ofSchedules).flatMap(([name, tally]) =>
    common(tally)
      .filter(([, amount]) => amount > 0)
      .map(([what, amount, price]) => {
        const times = amount * (runsOfMonth[name] ?? 0)
        return { name, price, dollars: (times * prices[price].dollars) / prices[price].per, what, times }
      }),
  )
  const bySchedule = [...Map.groupBy(scheduled, ({ name }) => name)].map(([name, lines]) => ({
    what: `${name}, ${Math.round(runsOfMonth[name] ?? 0)} runs`,
    amount: runsOfMonth[name] ?? 0,
    price: 'invocation' as const,
    dollars: lines.reduce((all, { dollars }) => all + dollars, 0),
  }))
  const standing: [string, number, PriceName][] = [
    ['alarms', fixed.alarms, 'alarmMonth'],
    ['custom metrics', fixed.metrics, 'metricMonth'],
    ['dashboard', fixed.dashboards, 'dashboardMonth'],
    ['key of the station authority', fixed.keys, 'keyMonth'],
    ['asking the empty queue', pollsOfMonth, 'queueRequest'],
  ]
  return [
    ...standing.map(([what, amount, price]) => ({
      what,
      amount,
      price,
      dollars: (amount * prices[price].dollars) / prices[price].per,
    })),
    ...bySchedule,
  ].toSorted((a, b) => b.dollars - a.dollars)
}
