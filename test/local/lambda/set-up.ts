import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createIdentities } from '../../../local/iam/identities.ts'
import type { FunctionConfig } from '../../../local/lambda/function-config.ts'
import { createFunctionOutput, type LogLine } from '../../../local/lambda/function-output.ts'
import { createFunctions } from '../../../local/lambda/functions.ts'
import { createLogs } from '../../../local/logs/create-logs.ts'
import { openStore } from '../../../local/state/store.ts'

const accountId = '123456789012'
const region = 'eu-west-1'

export const trustLambda = {
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

/** A small Lambda service with one role; `add` deploys a function from source text. */
export const setUpFunctions = ({ maxWorkers = 2, mayLog = true } = {}) => {
  const root = mkdtempSync(join(tmpdir(), 'lambda-'))
  const lines: LogLine[] = []
  const said: string[] = []
  const metrics: string[] = []
  const log = (line: string) => void said.push(line)
  const identities = createIdentities({ accountId, region, store: openStore() })
  const role = identities.roles.add({ name: 'role', trust: trustLambda })
  if (mayLog) identities.roles.attach('role', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')
  const store = openStore()
  const logs = createLogs({ store, clock: Date.now, region, accountId })
  const output = createFunctionOutput({ region, accountId, identities, logs, log })
  output.listen((line) => void lines.push(line))
  const functions = createFunctions({
    region,
    accountId,
    awsEndpointUrl: () => 'http://127.0.0.1:1',
    identities,
    output: output.write,
    maxWorkers,
    clock: Date.now,
    metrics: (data) => void metrics.push(...data.map(({ name, dimensions }) => `${name} ${dimensions.FunctionName}`)),
    log,
  })
  const configFor = (name: string, more: Partial<FunctionConfig> = {}): FunctionConfig => ({
    name,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    directory: join(root, name),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutSeconds: 5,
    memoryMb: 128,
    roleArn: role.arn,
    environment: {},
    logGroup: `/aws/lambda/${name}`,
    logFormat: 'Text',
    ...more,
  })
  return {
    functions,
    identities,
    lines,
    metrics,
    stored: (name: string) => logs.read(`/aws/lambda/${name}`).map(({ message }) => message),
    hasGroup: logs.hasGroup,
    said,
    configFor,
    add: (name: string, files: string | Record<string, string>, more: Partial<FunctionConfig> = {}) => {
      for (const [file, text] of Object.entries(typeof files === 'string' ? { 'index.mjs': files } : files)) {
        mkdirSync(dirname(join(root, name, file)), { recursive: true })
        writeFileSync(join(root, name, file), text)
      }
      functions.create(configFor(name, more))
    },
    close: async () => {
      await functions.close()
      rmSync(root, { recursive: true })
    },
  }
}
