import type { FleetView } from '../../core/api/fleet-view.ts'
import { renderTable } from './table.ts'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

const grown = ({ growth }: FleetView): string =>
  growth === undefined ? '' : ` (${growth.devices >= 0 ? '+' : ''}${growth.devices} since ${growth.since})`

const causeOf = ({ link, cause, devices, examples, says, repair }: FleetView['causes'][number]): string[] => [
  '',
  `${link}: ${cause}, ${many(devices, 'device', 'devices')} of the sample, such as ${examples.join(', ')}`,
  `  ${says}`,
  ...(repair === undefined ? [] : [`  ${repair.does}`, ...repair.commands.map((command) => `    ${command}`)]),
]

const orderTable = ({ orders }: FleetView): string[] =>
  orders.length === 0
    ? []
    : [
        '',
        renderTable(
          ['order', 'late', 'registered', 'late %'],
          orders.map(({ orderId, late, registered, percent }) => [orderId, late, registered, percent]),
        ),
      ]

/** The view of the fleet for people: how many, on which orders, and why. */
export const renderFleetView = (view: FleetView): string => {
  const { takenAt, takenBy, days, late, counted, sampled, healthy, undecided, causes, blindSpots, unfinished } = view
  return [
    `${many(late, 'device has', 'devices have')} not connected within ${days} days of confirmation${grown(view)}.`,
    `Looked at ${takenAt} by ${takenBy === 'schedule' ? 'the daily schedule' : 'ops'}.`,
    ...(counted < late ? [`Orders are counted from the ${counted} newest of them.`] : []),
    ...orderTable(view),
    ...(sampled === 0
      ? []
      : ['', `A sample of ${sampled} was diagnosed: ${healthy} in order, ${undecided} undecided.`]),
    ...causes.flatMap(causeOf),
    ...(causes.length === 0
      ? []
      : [
          '',
          'Sentence and commands are those of the first device named; mintmark doctor IMEI has those of any other.',
        ]),
    ...blindSpots.map(({ link, why, devices }) => `not looked at, ${link} (${devices}): ${why}`),
    ...(unfinished ? ['The time was up before the whole sample was diagnosed.'] : []),
  ].join('\n')
}
