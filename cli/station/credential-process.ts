import { extname, join } from 'node:path'

export interface CredentialProcess {
  certificatePath: string
  keyPath: string
  trustAnchorArn: string
  profileArn: string
  roleArn: string
  /** Instead of the one of the Region. */
  endpoint: string | undefined
}

const quoted = (text: string): string => `"${text}"`

/** This very program, by absolute paths: whoever runs the line has another PATH and another directory. */
const program = [process.execPath, join(import.meta.dirname, '..', `main${extname(import.meta.filename)}`)]

/** The command line that prints a station's credentials. */
export const credentialProcess = (facts: CredentialProcess): string =>
  [
    ...program.map(quoted),
    'station credentials',
    `--certificate ${quoted(facts.certificatePath)}`,
    `--private-key ${quoted(facts.keyPath)}`,
    `--trust-anchor-arn ${facts.trustAnchorArn}`,
    `--profile-arn ${facts.profileArn}`,
    `--role-arn ${facts.roleArn}`,
    ...(facts.endpoint === undefined ? [] : [`--endpoint ${facts.endpoint}`]),
  ].join(' ')

/** The lines for ~/.aws/config (AWS SDKs and Tools reference guide, "Process credential provider"). */
export const awsConfig = (name: string, region: string, process_: string): string =>
  [`[profile ${profileOf(name)}]`, `region = ${region}`, `credential_process = ${process_}`, ''].join('\n')

/** Name of the AWS profile of a station. */
export const profileOf = (name: string): string => `mintmark-${name}`
