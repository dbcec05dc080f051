import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import type { LoggingRow } from '../../tables.ts'

const levels = ['DEBUG', 'INFO', 'ERROR', 'WARN', 'DISABLED']

/** What is not given stays; role and default level are needed the first time (DG configure-logging). */
export const setLoggingOptions = (iot: IotContext, options: LoggingRow): void => {
  const before = iot.tables.logging.get('options')
  const row: LoggingRow = {
    roleArn: options.roleArn ?? before?.roleArn,
    defaultLogLevel: options.defaultLogLevel ?? before?.defaultLogLevel,
    disableAllLogs: options.disableAllLogs ?? before?.disableAllLogs,
    eventConfigurations: options.eventConfigurations ?? before?.eventConfigurations,
  }
  if (row.roleArn === undefined || row.defaultLogLevel === undefined)
    throw iotError('InvalidRequestException', 'roleArn and defaultLogLevel are needed to set up V2 logging')
  for (const level of [row.defaultLogLevel, ...(row.eventConfigurations ?? []).map(({ logLevel }) => logLevel)])
    if (level !== undefined && !levels.includes(level))
      throw iotError('InvalidRequestException', `Log level "${level}" is not one of ${levels.join(', ')}`)
  iot.tables.logging.put('options', row)
}

export const setV2LoggingOptions = operation({
  act: (input: LoggingRow, iot) => {
    setLoggingOptions(iot, input)
    return {}
  },
})
