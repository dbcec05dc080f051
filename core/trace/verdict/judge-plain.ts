import type { EndedConnection } from '../collected.ts'
import { hostPort } from '../ip/address-text.ts'
import type { PlainMqtt } from '../mqtt/plain-mqtt.ts'
import type { Verdict } from './verdict.ts'

/** MQTT without TLS: it says nothing about AWS, and everything about why nobody noticed. */
export const judgePlain = ({ server, ending }: EndedConnection, mqtt: PlainMqtt): Verdict => {
  const login = mqtt.userName ? `with a user name${mqtt.password ? ' and password' : ''} in clear` : 'without a login'
  const client = mqtt.clientId === null ? '' : ` as "${mqtt.clientId}"`
  const result = {
    'plain-accepted': 'which let it in: a fallback broker like this hides that the cloud connection failed',
    'plain-refused': `which refused it (return code ${mqtt.returnCode})`,
    'plain-unanswered': 'which did not answer',
  }
  const says = result[ending as keyof typeof result] ?? result['plain-unanswered']
  return {
    outcome: 'unknown',
    cause: 'fallback-broker',
    evidence: 'measured',
    says: `The device connected${client} to the MQTT broker ${hostPort(server.address, server.port)} without TLS, ${login}, ${says}.`,
  }
}
