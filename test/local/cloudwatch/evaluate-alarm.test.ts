import type { AlarmState } from '../../../local/cloudwatch/alarm.ts'
import { evaluateAlarm } from '../../../local/cloudwatch/evaluate-alarm.ts'

const rule = (
  EvaluationPeriods: number,
  DatapointsToAlarm: number,
  TreatMissingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching',
) => ({
  Namespace: 'Mint',
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold' as const,
  EvaluationPeriods,
  DatapointsToAlarm,
  TreatMissingData,
})
const range = (points: string) => points.split(' ').map((point) => ({ X: 9, '0': 0 })[point])

// The two tables of the User Guide, "How alarm state is evaluated when data is missing".
const documented: [
  of: number,
  points: string,
  missing: string,
  ignore: string,
  breaching: string,
  notBreaching: string,
][] = [
  [3, '0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  [3, '- - - - 0', 'OK', 'OK', 'OK', 'OK'],
  [3, '- - - - -', 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'],
  [3, '0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [3, '- - X - -', 'ALARM', 'retain', 'ALARM', 'OK'],
  [2, '0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [2, '0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [2, '0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  [2, '- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  [2, '- - - X -', 'ALARM', 'retain', 'ALARM', 'OK'],
]

test.each(documented)('%i out of 3 on %s', (of, points, missing, ignore, breaching, notBreaching) => {
  const expected = { missing, ignore, breaching, notBreaching }
  for (const treatment of ['missing', 'ignore', 'breaching', 'notBreaching'] as const)
    for (const current of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as AlarmState[]) {
      const wanted = expected[treatment] === 'retain' ? current : expected[treatment]
      expect([treatment, evaluateAlarm(rule(3, of, treatment), range(points), current)]).toEqual([treatment, wanted])
    }
})

test.each([
  ['GreaterThanOrEqualToThreshold', [4, 5, 6], [false, true, true]],
  ['GreaterThanThreshold', [4, 5, 6], [false, false, true]],
  ['LessThanThreshold', [4, 5, 6], [true, false, false]],
  ['LessThanOrEqualToThreshold', [4, 5, 6], [true, true, false]],
] as const)('%s compares as its name says', (ComparisonOperator, values, alarms) => {
  const states = values.map((value) => evaluateAlarm({ ...rule(1, 1, 'missing'), ComparisonOperator }, [value], 'OK'))
  expect(states).toEqual(alarms.map((alarm) => (alarm ? 'ALARM' : 'OK')))
})

test("alarms on DynamoDB's own metrics ignore missing data", () => {
  const own = { ...rule(1, 1, 'breaching'), Namespace: 'AWS/DynamoDB' }
  expect(evaluateAlarm(own, [undefined, undefined, undefined], 'OK')).toBe('OK')
})
