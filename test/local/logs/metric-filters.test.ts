import { createLogs } from '../../../local/logs/create-logs.ts'
import type { MetricDatum } from '../../../local/logs/embedded-metrics.ts'
import { openStore } from '../../../local/state/store.ts'

const open = () => {
  const counted: MetricDatum[] = []
  const logs = createLogs({
    store: openStore(),
    clock: () => 1_700_000_000_000,
    region: 'eu-west-1',
    accountId: '123456789012',
    onMetrics: (data) => counted.push(...data),
  })
  logs.createLogGroup({ LogGroupName: 'doors' })
  logs.createLogGroup({ LogGroupName: 'other' })
  return { logs, counted }
}

const transformation = { MetricName: 'Refused', MetricNamespace: 'Doors', MetricValue: '1', Unit: 'Count' }
const filter = (more: object = {}) => ({
  FilterName: 'refused',
  LogGroupName: 'doors',
  FilterPattern: '{ $.route = "*/open" && $.status = "4*" }',
  MetricTransformations: [transformation],
  ...more,
})

test('a metric filter counts the lines of its group that match, from when it is made', () => {
  const { logs, counted } = open()
  const line = JSON.stringify({ route: 'POST /{door}/open', status: '403' })
  logs.append('doors', 's', [line])
  expect(logs.createMetricFilter(filter())).toEqual({ name: 'refused' })
  logs.append('doors', 's', [line, line.replace('403', '200'), line.replace('open', 'close'), 'no JSON'])
  logs.append('other', 's', [line])
  expect(counted).toEqual([
    { namespace: 'Doors', name: 'Refused', dimensions: {}, values: [1], unit: 'Count', timestamp: 1_700_000_000_000 },
  ])
})

test('the same name in the same group is the same filter', () => {
  const { logs, counted } = open()
  logs.createMetricFilter(filter())
  logs.createMetricFilter(filter({ MetricTransformations: [{ ...transformation, MetricValue: '2' }] }))
  logs.append('doors', 's', [JSON.stringify({ route: '/open', status: '400' })])
  expect(counted.map(({ values }) => values)).toEqual([[2]])
})

test.each([
  ['a group that is not there', { LogGroupName: 'gone' }, 'gone'],
  ['no pattern', { FilterPattern: undefined }, 'FilterPattern is missing'],
  ['two metrics', { MetricTransformations: [transformation, transformation] }, 'exactly one'],
  ['a value of the line', { MetricTransformations: [{ ...transformation, MetricValue: '$.size' }] }, '$.size'],
  ['a namespace of AWS', { MetricTransformations: [{ ...transformation, MetricNamespace: 'AWS/IoT' }] }, 'AWS/IoT'],
  ['dimensions', { MetricTransformations: [{ ...transformation, Dimensions: [] }] }, 'Dimensions'],
])('a filter with %s is refused by name', (_, more, says) => {
  expect(() => open().logs.createMetricFilter(filter(more))).toThrow(says)
})
