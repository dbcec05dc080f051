import type { Command as Program } from 'commander'
import { pendingKey } from '../../../bench/identity/bench-key.ts'
import { isRefused } from '../../../bench/refused.ts'
import { type EnrolledStation, stationName } from '../../../core/api/stations.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { awsConfig, credentialProcess, profileOf } from '../../station/credential-process.ts'
import { rolesAnywhereEndpoint } from '../../station/roles-anywhere-endpoint.ts'
import { stationsCloudOf } from '../../station/stations-api.ts'

interface EnrollOptions {
  out: string
  replace?: boolean
}

const help = `
Run it on the bench, with credentials of ops: the key is made here, stays here, and only a request leaves this computer.
Stopped at any moment, the same command finishes the enrolment: one key, one certificate.

Examples:
  mintmark station enroll line-1-bench-2
  mintmark station enroll line-1-bench-2 --replace     before its certificate ends, or after its key was seen by others`

/** `mintmark station enroll`: gives this computer a certificate of its own. */
export const addStationEnroll = (station: Program, run: Run): void => {
  station
    .command('enroll')
    .description('make this computer a station: a key, its certificate, and the line for ~/.aws/config')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .option('--out <directory>', 'where key and certificate are kept', '.mintmark/stations')
    .option('--replace', 'give a station that has a certificate another one; the old one counts no more')
    .addHelpText('after', help)
    .action((name: string, options: EnrollOptions) => run((context) => enroll(name, options, context)))
}

const shown = (station: EnrolledStation, files: { keyPath: string; certificatePath: string }, endpoint?: string) => {
  const { name, serial, principal, enrolledAt, expiresAt, trustAnchorArn, profileArn, roleArn } = station
  const { keyPath, certificatePath } = files
  const command = credentialProcess({ certificatePath, keyPath, trustAnchorArn, profileArn, roleArn, endpoint })
  const config = awsConfig(name, trustAnchorArn.split(':')[3] ?? '', command)
  return {
    json: {
      ...{ name, serial, principal, enrolledAt, expiresAt, keyPath, certificatePath },
      ...{ trustAnchorArn, profileArn, roleArn },
      awsProfile: profileOf(name),
      awsConfig: config,
    },
    text: [
      `Station ${name} is enrolled until ${expiresAt}.`,
      `key          ${keyPath} (never copy it; a bench gets one of its own)`,
      `certificate  ${certificatePath}`,
      '',
      `For ~/.aws/config of the user who flashes, with AWS_PROFILE=${profileOf(name)}:`,
      '',
      config,
    ].join('\n'),
  }
}

const enroll = async (name: string, options: EnrollOptions, context: CommandContext): Promise<CommandResult> => {
  const checked = stationName.safeParse(name)
  if (!checked.success) throw new UsageError(`"${name}": ${checked.error.issues[0]?.message}`)
  const cloud = stationsCloudOf(context)
  const key = await pendingKey(options.out, name)
  const answer = await cloud.enroll({ name, csr: key.csrPem, replace: options.replace === true })
  if (isRefused(answer)) {
    await key.drop()
    return refusalResult(answer)
  }
  await key.keep(answer.certificatePem)
  return { exit: exit.done, ...shown(answer, key, rolesAnywhereEndpoint(context.env)) }
}
