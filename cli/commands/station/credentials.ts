import type { Command as Program } from 'commander'
import { openSession } from '../../../bench/identity/open-session.ts'
import { readIdentity, stationOf } from '../../../bench/identity/station-identity.ts'
import { systemTimers } from '../../../bench/timers.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { rolesAnywhereEndpoint } from '../../station/roles-anywhere-endpoint.ts'

interface CredentialsOptions {
  certificate: string
  privateKey: string
  trustAnchorArn: string
  profileArn: string
  roleArn: string
  duration?: string
  endpoint?: string
}

const help = `
This is the credential_process that \`mintmark station enroll\` puts into ~/.aws/config; SDKs and the AWS CLI run it.
It signs CreateSession of IAM Roles Anywhere by itself, as the user guide describes it ("Authentication signing process").
Inferred, because the guide does not say it: the ECDSA signature is sent in DER, as AWS's own clients send it; the hex of
the serial, after which the session is named, is in lower case (the registry compares without case and leading zeros). To
measure both on AWS, run it, then \`aws sts get-caller-identity\` with what it prints.

Example:
  mintmark station credentials --certificate bench-1.crt.pem --private-key bench-1.key.pem \\
    --trust-anchor-arn ARN --profile-arn ARN --role-arn ARN`

const arns = [
  ['--trust-anchor-arn', 'trustAnchorArn', /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/.+$/],
  ['--profile-arn', 'profileArn', /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:profile\/.+$/],
  ['--role-arn', 'roleArn', /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/],
] as const

/** `mintmark station credentials`: credentials for the station's certificate, as a credential_process prints them. */
export const addStationCredentials = (station: Program, run: Run): void => {
  station
    .command('credentials')
    .description("print credentials for a station's certificate (a credential_process)")
    .requiredOption('--certificate <file>', 'certificate of the station, PEM')
    .requiredOption('--private-key <file>', 'its key, PEM')
    .requiredOption('--trust-anchor-arn <arn>', 'trust anchor of the stations stack')
    .requiredOption('--profile-arn <arn>', 'profile of the stations stack')
    .requiredOption('--role-arn <arn>', 'role of the stations stack')
    .option('--duration <seconds>', '900 to 43200; as long as the profile allows unless given')
    .option(
      '--endpoint <url>',
      'instead of the one of the Region (also AWS_ENDPOINT_URL_ROLESANYWHERE, AWS_ENDPOINT_URL)',
    )
    .addHelpText('after', help)
    .action((options: CredentialsOptions) => run((context) => credentials(options, context)))
}

const secondsOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const seconds = Number(text)
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200) return seconds
  throw new UsageError(`--duration is a number of seconds from 900 to 43200, not "${text}"`)
}

const dayMs = 86_400_000
const warnedDays = 30

const credentials = async (options: CredentialsOptions, context: CommandContext): Promise<CommandResult> => {
  for (const [option, name, form] of arns)
    if (!form.test(options[name])) throw new UsageError(`${option} "${options[name]}" is not such an ARN`)
  const { trustAnchorArn, profileArn, roleArn } = options
  if (trustAnchorArn.split(':')[3] !== profileArn.split(':')[3])
    throw new UsageError(
      `--trust-anchor-arn and --profile-arn are of different Regions: ${trustAnchorArn}, ${profileArn}`,
    )
  const durationSeconds = secondsOf(options.duration)
  const endpoint = rolesAnywhereEndpoint(context.env, options.endpoint)
  const identity = await readIdentity(options.certificate, options.privateKey)
  const { signal, now } = context
  const open = openSession({ fetch: globalThis.fetch, timers: systemTimers, now, signal })
  const session = await open({
    identity,
    ...{ trustAnchorArn, profileArn, roleArn },
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(endpoint !== undefined && { endpoint }),
  })
  const days = Math.floor((identity.certificate.validToDate.getTime() - now().getTime()) / dayMs)
  const name = stationOf(identity.certificate)
  if (days < warnedDays)
    context.progress(
      `The certificate of station ${name} ends in ${days} days; renew it: mintmark station enroll ${name} --replace`,
    )
  return { exit: exit.done, json: session, text: JSON.stringify(session) }
}
