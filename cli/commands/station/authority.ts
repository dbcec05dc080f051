import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { Command as Program } from 'commander'
import { fail } from '../../../bench/failures/failure.ts'
import { reasonOf } from '../../../bench/failures/reason-of.ts'
import { awsFailure } from '../../aws-failure.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { type MadeAuthority, makeAuthority } from '../../station/make-authority.ts'

interface AuthorityOptions {
  stage: string
  key?: string
  years: string
  out?: string
}

const help = `
Once a stage, by ops, between the two deployments of its stations stack (docs/stations.md). The key stays in KMS; what is
made is public. Needs kms:GetPublicKey and kms:Sign on the key.

Example:
  mintmark station authority --stage prod --out station-ca.pem
  npx cdk deploy -c stage=prod mintmark-prod-stations --parameters mintmark-prod-stations:CaCertificate="$(cat station-ca.pem)"`

/** `mintmark station authority`: the certificate of the CA that signs those of the stations. */
export const addStationAuthority = (station: Program, run: Run): void => {
  station
    .command('authority')
    .description('make the certificate of the CA of the stations, with its key in KMS')
    .option('--stage <name>', 'stage of the stations stack', 'dev')
    .option('--key <id>', 'ID, ARN or alias of the key, instead of the alias of the stage')
    .option('--years <number>', 'how long the CA lasts', '20')
    .option('--out <file>', 'write it there instead of showing it')
    .addHelpText('after', help)
    .action((options: AuthorityOptions) => run((context) => authority(options, context)))
}

const yearsOf = (text: string): number => {
  const years = Number(text)
  if (Number.isInteger(years) && years >= 1 && years <= 50) return years
  throw new UsageError(`--years is a whole number from 1 to 50, not "${text}"`)
}

const make = async ({ stage, key, years }: AuthorityOptions, now: Date): Promise<MadeAuthority> => {
  if (!/^[a-z][a-z0-9]{0,15}$/.test(stage)) throw new UsageError(`--stage "${stage}" is no name of a stage`)
  const name = `mintmark-${stage}-stations`
  const validYears = yearsOf(years)
  const keyId = key ?? `alias/${name}`
  const { KMSClient } = await import('@aws-sdk/client-kms')
  const kms = new KMSClient({})
  // From AWS_REGION or the profile; without one the client throws at its first call what looks like a bug.
  await kms.config.region().catch((cause: unknown) => {
    throw fail(
      'variable-missing',
      { name: 'AWS_REGION', what: 'the AWS Region of the stage, such as eu-west-1' },
      { cause },
    )
  })
  const question = { kms, keyId, name, years: validYears, now, random: randomBytes(16) }
  const made = await makeAuthority(question).catch((error: unknown) =>
    Promise.reject(awsFailure(error, 'KMS', 'sign with the key of the CA')),
  )
  if (made === undefined)
    throw new UsageError(`there is no key ${keyId} in this account and Region; deploy the stack ${name} first`)
  return made
}

const authority = async (options: AuthorityOptions, { now }: CommandContext): Promise<CommandResult> => {
  const made = await make(options, now())
  if (options.out !== undefined)
    await writeFile(options.out, made.certificatePem, { flag: 'wx' }).catch((error: unknown) => {
      throw new UsageError(`--out ${options.out} cannot be written: ${reasonOf(error)}`)
    })
  const text =
    options.out === undefined
      ? made.certificatePem.trimEnd()
      : `Written to ${options.out}; it lasts until ${made.expiresAt}.`
  return { exit: exit.done, json: made, text }
}
