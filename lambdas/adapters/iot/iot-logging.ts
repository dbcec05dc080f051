import { GetV2LoggingOptionsCommand, type IoTClient, NotConfiguredException } from '@aws-sdk/client-iot'
import type { IotLogging } from '../../../core/diagnosis/diagnosis-facts.ts'

/** The account's logging in this Region, with its events; undefined when it was never set up. */
export const iotLogging = async (iot: IoTClient): Promise<IotLogging | undefined> => {
  try {
    const it = await iot.send(new GetV2LoggingOptionsCommand({ verbose: true }))
    return {
      isDisabled: it.disableAllLogs === true,
      ...(it.roleArn === undefined ? {} : { roleArn: it.roleArn }),
      events: (it.eventConfigurations ?? []).map(({ eventType, logLevel, logDestination }) => ({
        eventType,
        logLevel,
        logDestination,
      })),
    }
  } catch (error) {
    if (error instanceof NotConfiguredException) return undefined
    throw error
  }
}
