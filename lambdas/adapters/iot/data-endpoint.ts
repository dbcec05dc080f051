import { DescribeEndpointCommand, type IoTClient } from '@aws-sdk/client-iot'

/**
 * The one right host name of this account and Region. It never changes (aws-iot-provisioning.md 2.4), so a process asks once;
 * a failed question is asked again.
 */
export const dataEndpoint = (iot: IoTClient): (() => Promise<string>) => {
  let asked: Promise<string> | undefined
  const ask = async () => {
    const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
    if (endpointAddress === undefined) throw new Error('AWS IoT answered DescribeEndpoint without an address.')
    return endpointAddress
  }
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined
      throw error
    })
    return asked
  }
}
