import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { User } from './iam/identities.ts'
import type { IotSwitches } from './iot/switches.ts'
import { createParts } from './parts.ts'
import { StartError } from './start-error.ts'
import { stateFiles } from './state/reset-state.ts'
import { openStore } from './state/store.ts'
import { type Deployment, deployAssembly } from './template/deploy-assembly.ts'

export interface LocalCloudOptions {
  /** Directory that `cdk synth` wrote. */
  assemblyDirectory: string
  /** Where state is kept between starts; without it everything is in memory and gone at the end. */
  stateDirectory?: string
  /** Port of the HTTP API; the AWS endpoint takes the one above. 0, the default, takes free ones. */
  port?: number
  region?: string
  accountId?: string
  /** Milliseconds since 1970; the machine's clock by default. */
  clock?: () => number
  /** Told what a developer should see: refused calls and why, failed functions, limits of this cloud. */
  log?: (line: string) => void
  /** Worker threads for all functions together; 4 by default. */
  maxWorkers?: number
  /** Throttles of HTTP API stages; off by default. */
  throttles?: 'off' | 'on'
  /** What AWS leaves unclear, by name. */
  iot?: Partial<IotSwitches>
}

/** What somebody outside needs to use the cloud; printed as one JSON line by `mintmark local`. */
export interface ReadyLocalCloud {
  apiUrl: string
  awsEndpointUrl: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** The only right SNI of devices; it is never resolved: connect to `mqttHost`. */
  dataEndpoint: string
  mqttHost: string
  /** Real ports by the port of AWS that they stand for: 8883, and 443 with ALPN. */
  mqttPorts: Record<string, number>
  stateDir: string
  rootCaPath: string
  /** Variables for programs that shall use this cloud; an empty one clears what the shell may hold. */
  env: Record<string, string>
}

const mqttHost = '127.0.0.1'
const operatorPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

const environmentOf = (apiUrl: string, awsEndpointUrl: string, region: string, operator: User) => ({
  MINTMARK_API_URL: apiUrl,
  AWS_ENDPOINT_URL: awsEndpointUrl,
  AWS_REGION: region,
  // botocore reads this name only.
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: operator.accessKeyId,
  AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
  AWS_SESSION_TOKEN: '',
})

/**
 * Starts the local cloud from a synthesized assembly, on loopback only. Rejects with `StartError` if it cannot run what
 * the templates say, or not here; nothing is left running then.
 */
export const startLocalCloud = async (options: LocalCloudOptions) => {
  const { assemblyDirectory, stateDirectory, port = 0, region = 'eu-west-1', accountId = '123456789012' } = options
  if (stateDirectory !== undefined) mkdirSync(stateDirectory, { recursive: true })
  const stateDir = stateDirectory ?? mkdtempSync(join(tmpdir(), 'local-cloud-'))
  const store = openStore(stateDirectory)
  const parts = await createParts({
    region,
    accountId,
    clock: options.clock ?? Date.now,
    store,
    ...(stateDirectory === undefined ? {} : { itemDirectory: join(stateDirectory, stateFiles.items) }),
    apiPort: port,
    awsPort: port === 0 ? 0 : port + 1,
    maxWorkers: options.maxWorkers ?? 4,
    throttles: options.throttles ?? 'off',
    iot: options.iot ?? {},
    log: options.log ?? ((line) => process.stderr.write(`local cloud: ${line}\n`)),
  }).catch((error: Error) => {
    store.close()
    throw error
  })
  const { cloud, iot, faults, awsEndpointUrl } = parts
  const stop = async () => {
    await parts.stop()
    store.close()
    if (stateDirectory === undefined) rmSync(stateDir, { recursive: true, force: true })
  }

  let deployment: Deployment
  try {
    deployment = await deployAssembly(assemblyDirectory, cloud, store)
    if (cloud.apis.urls().length === 0) throw new StartError(`the stacks in ${assemblyDirectory} have no HTTP API`)
  } catch (error) {
    await stop()
    throw error
  }
  const operator = cloud.identities.putUser('operator', operatorPolicy)
  const [apiUrl = ''] = cloud.apis.urls()
  const rootCaPath = join(stateDir, stateFiles.rootCa)
  const { mqttPorts, rootCaPem, dataEndpoint } = await iot.startBroker({ host: mqttHost })
  writeFileSync(rootCaPath, rootCaPem)
  cloud.eventSources.start()
  cloud.streamSources.start()
  cloud.events.start()

  const { accessKeyId, secretAccessKey } = operator
  const ready: ReadyLocalCloud = {
    apiUrl,
    awsEndpointUrl,
    region,
    accessKeyId,
    secretAccessKey,
    dataEndpoint,
    mqttHost,
    mqttPorts,
    stateDir,
    rootCaPath,
    env: environmentOf(apiUrl, awsEndpointUrl, region, operator),
  }
  return {
    ready,
    /** Outputs of the stacks. */
    outputs: deployment.outputs,
    /** Deploys a stack again with other values of its parameters, as an update of CloudFormation does. */
    updateStack: deployment.update,
    /** Makes an IAM user with one access key, an inline policy and managed ones by ARN, or gives an existing one these policies. */
    createUser: cloud.identities.putUser,
    roles: cloud.identities.roles,
    functions: cloud.functions,
    faults,
    queues: cloud.queues,
    topics: cloud.topics,
    dynamodb: cloud.dynamodb,
    logs: cloud.logs,
    cloudwatch: cloud.cloudwatch,
    events: cloud.events,
    /** Judges every alarm now, as CloudWatch does once a minute; alarms speak to their topics. */
    evaluateAlarms: parts.evaluateAlarms,
    iot,
    /** Hears every line that functions print, as it is printed; answers how to stop. */
    onFunctionOutput: parts.onFunctionOutput,
    /** Resolves when no rule runs, queues that feed functions are empty and no function is at work. */
    idle: parts.idle,
    stop,
  }
}

export type LocalCloud = Awaited<ReturnType<typeof startLocalCloud>>
