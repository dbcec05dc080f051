import {
  Alarm,
  AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { admission } from '../functions/admission.ts'
import { confirmCredential } from '../functions/confirm-credential.ts'
import { mintCredential } from '../functions/mint-credential.ts'
import type { StackContext } from '../mintmark-stack.ts'
import { metricsOf } from './metrics.ts'

const half = { width: 12, height: 6 }
const day = Duration.days(1)

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, ...half })

/** Which alarms are up, over the way of a device from the bench to its first connect, over what may stand in it. */
export const dashboardWidgets = (
  scope: Construct,
  context: StackContext,
  alarmNames: readonly string[],
): IWidget[][] => {
  const { names } = context
  const { counted, printed, ofFunction, ofQueue } = metricsOf(context)
  const arnOf = (resourceName: string) =>
    Stack.of(scope).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
  const alarms = alarmNames.map((name) => Alarm.fromAlarmArn(scope, name, arnOf(name)))
  const groups = [admission, mintCredential, confirmCredential].map(({ folder }) => names.functionLogGroup(folder))
  return [
    [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 8 })],
    [
      graph('From bench to field, per day', [
        counted('Minted', { period: day }),
        counted('Confirmed', { period: day }),
        counted('Registered', { period: day }),
      ]),
      graph('Who does not follow', [
        printed('UnconfirmedDevices', { statistic: 'Maximum', period: Duration.hours(1) }),
        printed('LateDevices', { statistic: 'Maximum', period: day }),
      ]),
    ],
    [
      graph(
        'Longest answer, ms',
        [admission, mintCredential, confirmCredential].map(({ folder }) =>
          ofFunction(folder)('Duration', { statistic: 'Maximum' }),
        ),
      ),
      graph('Failed, throttled, refused', [
        counted('MintFailures'),
        counted('ThrottledCalls'),
        counted('StationRefused'),
        counted('AuthNErrors'),
      ]),
    ],
    [
      graph('First connects that wait', [
        ofQueue(names.firstConnectQueue)('ApproximateNumberOfMessagesVisible', { statistic: 'Maximum' }),
        ofQueue(names.firstConnectDeadQueue)('ApproximateNumberOfMessagesVisible', { statistic: 'Maximum' }),
        ofQueue(names.ruleErrorQueue)('ApproximateNumberOfMessagesVisible', { statistic: 'Maximum' }),
      ]),
      // A query and no metric a code: a metric costs by the code, a query only when somebody looks.
      new LogQueryWidget({
        title: 'What stations were refused for',
        logGroupNames: groups,
        queryLines: ['filter ispresent(refusal)', 'stats count(*) as refused by refusal', 'sort refused desc'],
        view: LogQueryVisualizationType.TABLE,
        ...half,
      }),
    ],
  ]
}
