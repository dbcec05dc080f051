import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'

export const getV2LoggingOptions = operation({
  act: ({ verbose = false }: { verbose?: boolean }, iot) => {
    const row = iot.tables.logging.get('options')
    if (row === undefined) throw iotError('NotConfiguredException', 'V2 logging is not configured in this account')
    return {
      roleArn: row.roleArn,
      defaultLogLevel: row.defaultLogLevel,
      disableAllLogs: row.disableAllLogs ?? false,
      eventConfigurations: verbose ? row.eventConfigurations : undefined,
    }
  },
})
