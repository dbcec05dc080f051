import { type LinkResult, notChecked, type Repair, sound } from '../diagnosis.ts'
import type { Attempt, MintedFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { awsIot, here, quoted, rework } from '../repairs.ts'
import { isConnected, lastSeen } from '../seen.ts'

const causes = {
  'cloned-credentials': 'two clients use the credential of the device at the same time',
  'connected-with-a-foreign-certificate': 'a certificate that is not the device’s connected under its client ID',
  'wrong-client-id': 'the device shows its own certificate under a client ID that is not its thing name',
  'credentials-of-another-device': 'the device shows the certificate of another device of ours',
  'replaced-certificate-shown': 'the device shows a certificate that a newer one replaced',
  'unknown-certificate-shown': 'the device shows a certificate that this account does not have',
  'domain-refused': 'the domain configuration of the host name is disabled or invalid',
  'sni-misused': 'the host name that the device sends does not go with its certificate',
  'not-authenticated': 'the device shows no certificate that AWS could use',
  'connect-refused': 'AWS knows the device and refuses its CONNECT, although its policy allows it',
}
const broken = breaks(causes)

const newest = ({ logged, failedConnects }: MintedFacts): Attempt[] =>
  [logged, failedConnects]
    .flatMap((source) => (source.read ? source.value : []))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))

const wasOurs = ({ device }: MintedFacts, certificateId: string) =>
  device.previous?.certificateId === certificateId ||
  (device.superseded ?? []).some((arn) => arn.endsWith(`/${certificateId}`)) ||
  (device.history ?? []).some((event) => event.certificateId === certificateId)

const securityBreak = (facts: MintedFacts): LinkResult | undefined => {
  const { device, order, imei, thingName } = facts
  if (device.cloneSuspectedAt !== undefined)
    return broken(
      'cloned-credentials',
      `Two clients threw each other out as ${thingName} on ${device.cloneSuspectedAt}: the credential is on two devices (inferred).`,
      here(
        'Revoke the credential, which stops both; then give the right unit a new one on an order that names it.',
        `mintmark device revoke ${imei}`,
      ),
      { 'last take-over': device.cloneSuspectedAt, certificate: device.certificateId },
    )
  const event = device.securityEvent
  if (event === undefined || event.event === 'connected-while-out') return undefined
  return broken(
    'connected-with-a-foreign-certificate',
    `Certificate ${event.certificateId} connected as ${thingName} on ${event.at}, and it is not the device's own.`,
    here(
      'Shut that certificate out; when somebody has found out whose it is, clear the alert.',
      awsIot('update-certificate', { 'certificate-id': event.certificateId, 'new-status': 'INACTIVE' }),
      `mintmark device recheck ${imei} --clear-alerts`,
    ),
    {
      event: event.event,
      certificate: event.certificateId,
      'the device’s own': device.certificateId,
      order: order.orderId,
    },
  )
}

/** Refused for what the links before this one have found in order since: tells nothing any more. */
const isRepaired = ({ device }: MintedFacts, { step, reason, certificateId }: Attempt) =>
  step === 'authentication' && certificateId === device.certificateId && reason.startsWith('DEVICE_CERTIFICATE_')

const judge = (facts: MintedFacts, attempt: Attempt): LinkResult => {
  const { device, order, thingName, imei } = facts
  const { at, reason, certificateId, clientId, certificateOf, serverName, step } = attempt
  const evidence = {
    when: at,
    from: attempt.from,
    reason,
    'client ID': clientId,
    certificate: certificateId,
    'SNI that it sent': serverName,
    'last seen': lastSeen(facts) ?? 'never',
  }
  const isOwn = certificateId === undefined || certificateId === device.certificateId
  const renew = (does: string): Repair => rework(does, order.orderId)
  if (isOwn && clientId !== undefined && clientId !== thingName)
    return broken(
      'wrong-client-id',
      `The device showed its own certificate on ${at}, but called itself ${JSON.stringify(clientId)} and not ${thingName}.`,
      {
        does: `Build the application with client ID ${thingName}, letter for letter; its thing name is the only one that the policy lets in.`,
        commands: [
          awsIot('test-authorization', {
            principal: device.certificateArn,
            'client-id': thingName,
            'auth-infos': JSON.stringify([
              {
                actionType: 'CONNECT',
                resources: [device.certificateArn.replace(/:cert\/.*/, `:client/${thingName}`)],
              },
            ]),
          }),
        ],
        where: 'build',
      },
      evidence,
    )
  if (!isOwn && certificateOf !== undefined && certificateOf !== imei)
    return broken(
      'credentials-of-another-device',
      `The device showed the certificate of device ${certificateOf} on ${at}: two units were swapped on the bench.`,
      renew(`Flash this unit again, and device ${certificateOf} too.`),
      { ...evidence, 'certificate of': certificateOf },
    )
  if (!isOwn && certificateId !== undefined && wasOurs(facts, certificateId))
    return broken(
      'replaced-certificate-shown',
      `The device showed certificate ${certificateId} on ${at}, which a newer one replaced: the new one never came to the modem.`,
      renew('Give the device a new key and certificate.'),
      evidence,
    )
  if (!isOwn)
    return broken(
      'unknown-certificate-shown',
      `The device showed certificate ${certificateId} on ${at}, which is not its own: ${reason}.`,
      renew('Give the device the credential of this account.'),
      evidence,
    )
  if (reason.startsWith('DOMAIN_CONFIGURATION_'))
    return broken(
      'domain-refused',
      `AWS refused ${serverName ?? 'the host name'} on ${at}: ${reason}.`,
      here(
        'Look at the domain configurations, and enable or repair the one of that host name.',
        'aws iot list-domain-configurations',
      ),
      evidence,
    )
  if (reason === 'SNI_MISUSED')
    return broken(
      'sni-misused',
      `The device sent SNI ${serverName ?? '(not logged)'} on ${at}, which does not go with its certificate.`,
      {
        does: 'Build the application with the right host name; this shows it.',
        commands: ['aws iot describe-endpoint --endpoint-type iot:Data-ATS'],
        where: 'build',
      },
      evidence,
    )
  if (step === 'authentication')
    return broken(
      'not-authenticated',
      `AWS could not use what the device showed on ${at}: ${reason}.`,
      {
        does: 'See at the bench what the security tag holds, and flash the unit again if certificate and key are not both there.',
        commands: [
          `mintmark inspect --port <PORT> --tag ${order.profile.securityTag}`,
          `mintmark flash --port <PORT> --order ${quoted(order.orderId)}`,
        ],
        where: 'bench',
      },
      evidence,
    )
  return broken(
    'connect-refused',
    `AWS refused the CONNECT of ${thingName} on ${at} (${reason}), although certificate, thing and policy are in order now.`,
    {
      does: 'If they were repaired after that, let it connect once more. If not, a will on a topic of somebody else, a retained will or a persistent session is refused with the whole CONNECT: use the topics of the device.',
      commands: [`mintmark device show ${imei}`],
      where: 'build',
    },
    evidence,
  )
}

const check = (facts: MintedFacts): LinkResult => {
  const security = securityBreak(facts)
  if (security !== undefined) return security
  const seen = lastSeen(facts)
  if (isConnected(facts)) return sound('it is connected now')
  const [attempt] = newest(facts).filter((one) => !isRepaired(facts, one) && (seen === undefined || one.at > seen))
  if (attempt !== undefined) return judge(facts, attempt)
  const { logged, failedConnects } = facts
  if (!failedConnects.read) return notChecked(failedConnects.why)
  if (!logged.read) return notChecked(logged.why)
  return sound(seen === undefined ? 'no refused connect is known' : `no refused connect since it was seen ${seen}`)
}

/** Connects that AWS refused after it last let the device in, and what should never have connected. */
export const attemptsLink: Link = { name: 'attempts', causes, check }
