import { iotDataError } from '../errors.ts'
import { operation } from '../operation.ts'
import { isReserved, topicLimitProblem } from '../topic.ts'

interface Input {
  topic: string
  qos?: number
  retain?: boolean
  payload?: Uint8Array
}

const maxPayload = 128 * 1024

/** Publishes for a caller with IAM permissions. AWS refuses its own event topics here, too (reference 6.3). */
export const publish = operation({
  unsupported: [
    'userProperties',
    'payloadFormatIndicator',
    'contentType',
    'responseTopic',
    'correlationData',
    'messageExpiry',
  ],
  authorizations: ({ topic, retain = false }: Input, { arn }) => [
    { action: 'iot:Publish', resource: arn.topic(topic) },
    ...(retain ? [{ action: 'iot:RetainPublish', resource: arn.topic(topic) }] : []),
  ],
  act: ({ topic, qos = 0, retain = false, payload = new Uint8Array() }: Input, iot) => {
    if (isReserved(topic)) throw iotDataError('ForbiddenException', `Only AWS IoT publishes to ${topic}`)
    const problem = /[+#]/.test(topic) ? 'it has a wildcard' : topicLimitProblem(topic)
    if (problem !== undefined) throw iotDataError('InvalidRequestException', `The topic ${topic}: ${problem}`)
    if (qos !== 0 && qos !== 1) throw iotDataError('InvalidRequestException', `QoS is 0 or 1, not ${qos}`)
    if (payload.length > maxPayload)
      throw iotDataError(
        'RequestEntityTooLargeException',
        `The payload has ${payload.length} bytes, more than ${maxPayload}`,
      )
    iot.bus.publish({ topic, payload: Buffer.from(payload), qos, retain })
    return {}
  },
})
