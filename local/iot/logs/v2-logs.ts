import type { IotContext } from '../context.ts'
import { uuid } from '../uuid.ts'
import type { V2Logs } from './log-event.ts'

const levels = ['DISABLED', 'ERROR', 'WARN', 'INFO', 'DEBUG']
const defaultGroup = 'AWSIotLogsV2'
/** Event types that are logged only when they are configured themselves (DG cwl-format). */
const optIn = ['Connection.AuthNError', 'Ping']

/** A V2 log record as CloudWatch Logs gets it (DG cwl-format). */
export type LogRecord = Record<string, string | number | boolean | undefined>

export type LogSink = (record: LogRecord, logGroup: string) => void

/** Writes events as the account's V2 logging options say: event level before account level, nothing when logging is off (reference 7.1). */
export const createV2Logs = (
  iot: Pick<IotContext, 'tables' | 'clock' | 'random' | 'accountId'>,
  sink: LogSink | undefined,
): V2Logs => ({
  write: ({ eventType, logLevel, ...fields }) => {
    const options = iot.tables.logging.get('options')
    if (sink === undefined || options === undefined || options.disableAllLogs === true) return
    const own = options.eventConfigurations?.find((configuration) => configuration.eventType === eventType)
    const inherited = optIn.includes(eventType) ? 'DISABLED' : (options.defaultLogLevel ?? 'DISABLED')
    if (levels.indexOf(own?.logLevel ?? inherited) < levels.indexOf(logLevel)) return
    sink(
      {
        timestamp: new Date(iot.clock()).toISOString().replace('T', ' ').replace('Z', ''),
        logLevel,
        traceId: uuid(iot.random),
        accountId: iot.accountId,
        status: logLevel === 'ERROR' ? 'Failure' : 'Success',
        eventType,
        ...fields,
      },
      own?.logDestination ?? defaultGroup,
    )
  },
})
