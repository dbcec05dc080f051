import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cdk } from './cdk.ts'
import { missingTypes } from './gaps.ts'
import type { Account } from './iam.ts'

interface Template {
  Resources: Record<string, { Type: string }>
}

const templateSuffix = '.template.json'

/** The stacks of an assembly, and those among them that MiniStack has all types for. */
export const stacksIn = (assembly: string): { all: string[]; supported: string[] } => {
  const all = readdirSync(assembly)
    .filter((file) => file.endsWith(templateSuffix))
    .map((file) => file.slice(0, -templateSuffix.length))
    .toSorted()
  const supported = all.filter((stack) => {
    const { Resources }: Template = JSON.parse(readFileSync(join(assembly, stack + templateSuffix), 'utf8'))
    return Object.values(Resources).every(({ Type }) => !missingTypes.includes(Type))
  })
  return { all, supported }
}

/** `cdk bootstrap`, unmodified. */
export const bootstrap = async (account: Account, assembly: string): Promise<void> => {
  await cdk(account, ['bootstrap', '-a', assembly, `aws://${account.accountId}/${account.region}`])
}

export interface Deployed {
  /** What the command line said. */
  said: string
  apiUrl: string
}

/** `cdk deploy`, unmodified, of the supported stacks or those that are named. */
export const deploy = async (account: Account, assembly: string, stacks?: string[]): Promise<Deployed> => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-outputs-'))
  try {
    const outputs = join(folder, 'outputs.json')
    const how = ['--require-approval', 'never', '--method', 'direct', '--concurrency', '4', '--outputs-file', outputs]
    const ran = await cdk(account, ['deploy', '-a', assembly, ...how, ...(stacks ?? stacksIn(assembly).supported)])
    const told = JSON.parse(readFileSync(outputs, 'utf8'))
    return { said: ran.stdout + ran.stderr, apiUrl: told['mintmark-dev-factory-api']?.ApiUrl ?? '' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
