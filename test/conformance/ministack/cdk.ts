import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ran, run } from '../support/run.ts'
import type { Account } from './iam.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const cli = join(root, 'node_modules', '.bin', 'cdk')
const longestMs = 180_000

/** Runs AWS's own CDK command line against an account; rejects with what it said when it fails. */
export const cdk = async ({ url, ca, region, accountId }: Account, args: string[]): Promise<Ran> => {
  // The command line keeps the account of each access key in the home directory.
  const home = mkdtempSync(join(tmpdir(), 'mintmark-cdk-'))
  try {
    const trusted = join(home, 'ca.pem')
    writeFileSync(trusted, ca)
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: home,
      TMPDIR: home,
      AWS_ENDPOINT_URL: url,
      NODE_EXTRA_CA_CERTS: trusted,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: region,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    }
    const ran = await run([process.execPath, cli, ...args, '--ci'], { timeoutMs: longestMs, env, cwd: root })
    if (ran.code !== 0)
      throw new Error(`cdk ${args[0]} to ${accountId} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
    return ran
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
