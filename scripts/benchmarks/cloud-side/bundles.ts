import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundleLambdas } from '../../../infra/bundle-lambdas.ts'
import { functions } from '../../../infra/functions.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Where the class of each client is, by its package. */
const clientClasses = {
  'client-dynamodb': 'DynamoDBClient',
  'client-iot': 'IoTClient',
  'client-iot-data-plane': 'IoTDataPlaneClient',
  'client-cloudwatch-logs': 'CloudWatchLogsClient',
  'client-eventbridge': 'EventBridgeClient',
  'client-kms': 'KMSClient',
  'client-sqs': 'SQSClient',
} as const
type Client = keyof typeof clientClasses

export interface BuiltFunction {
  folder: string
  file: string
  kilobytes: number
  /** What travels to Lambda, roughly: the deployed archive is compressed as well. */
  gzippedKilobytes: number
  clients: Client[]
  /** A handler that makes the same clients and does nothing, bundled in the same way. */
  emptyFile: string
}

/** esbuild writes above each file where it came from. */
const clientsIn = (text: string): Client[] =>
  (Object.keys(clientClasses) as Client[]).filter((name) => text.includes(`@aws-sdk/${name}/dist-es/runtimeConfig.js`))

const emptyHandler = (clients: readonly Client[]): string => {
  const imports = clients.map((name) => `import { ${clientClasses[name]} } from '@aws-sdk/${name}'`)
  const made = clients.map((name) =>
    name === 'client-dynamodb'
      ? 'DynamoDBDocumentClient.from(new DynamoDBClient({}))'
      : `new ${clientClasses[name]}({})`,
  )
  if (clients.includes('client-dynamodb'))
    imports.push("import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'")
  return `${imports.join('\n')}\nconst clients = [${made.join(', ')}]\nexport const handler = async () => ({ clients: clients.length })\n`
}

/** Bundles every function, and an empty one for each set of SDK clients, as they are deployed. */
export const buildFunctions = async (): Promise<{ built: BuiltFunction[]; remove: () => void }> => {
  const own = await bundleLambdas(
    join(root, 'lambdas'),
    functions.map(({ folder }) => folder),
  )
  const read = functions.map(({ folder }) => {
    const file = join(own.directoryOf(folder), 'index.js')
    const text = readFileSync(file, 'utf8')
    return { folder, file, text, clients: clientsIn(text) }
  })
  const sets = new Map(read.map(({ clients }) => [clients.join('+') || 'none', clients]))
  // Below node_modules, so that the SDK is found from there.
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true })
  const scratch = mkdtempSync(join(root, 'node_modules', '.cache', 'empty-handlers-'))
  for (const [name, clients] of sets) {
    mkdirSync(join(scratch, name))
    writeFileSync(join(scratch, name, 'handler.ts'), emptyHandler(clients))
  }
  mkdirSync(join(scratch, 'adapters'))
  const credentials = join('adapters', 'function-credentials.ts')
  copyFileSync(join(root, 'lambdas', credentials), join(scratch, credentials))
  const empty = await bundleLambdas(scratch, [...sets.keys()])
  rmSync(scratch, { recursive: true })
  const built = read.map(({ folder, file, text, clients }) => ({
    ...{ folder, file, clients },
    kilobytes: statSync(file).size / 1024,
    gzippedKilobytes: gzipSync(text).length / 1024,
    emptyFile: join(empty.directoryOf(clients.join('+') || 'none'), 'index.js'),
  }))
  const remove = () => {
    own.remove()
    empty.remove()
  }
  return { built, remove }
}
