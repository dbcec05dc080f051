import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BuiltFunction } from './bundles.ts'

export interface ColdStart {
  folder: string
  /** Milliseconds of processor time from the start of Node until the handler stands there. */
  own: number
  empty: number
  /** The same without the start of Node itself. */
  ownLoading: number
  emptyLoading: number
}

/** So many times each, in turn with the empty ones, so that a busy moment hits both. */
const runs = 7

const environment = {
  MINTMARK_STAGE: 'dev',
  MINTMARK_FLEET: 'mintmark',
  MINTMARK_REGISTRY_TABLE: 'mintmark-dev-registry',
  MINTMARK_DEVICE_POLICY: 'mintmark-dev-device',
  MINTMARK_DEVICE_POLICY_DOCUMENT: '{"Version":"2012-10-17","Statement":[]}',
  MINTMARK_THING_TYPE: 'mintmark-dev-device',
  MINTMARK_IOT_LOG_GROUP: 'mintmark-dev-iot',
  MINTMARK_EVENT_SOURCE: 'mintmark.dev',
  MINTMARK_EVENTS_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events',
  MINTMARK_DEAD_EVENTS_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead',
  MINTMARK_RULE_ERRORS_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/errors',
  MINTMARK_STATIONS: 'mintmark-dev-stations',
  MINTMARK_STATION_DAYS: '365',
  MINTMARK_FIRST_CONNECT_DAYS: '14',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
}

interface Load {
  started: number
  loaded: number
}

const load = (file: string): Load => {
  const script = fileURLToPath(new URL('load-process.ts', import.meta.url))
  const args = ['--disable-warning=ExperimentalWarning', script, file]
  return JSON.parse(execFileSync(process.execPath, args, { env: environment, encoding: 'utf8' }))
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** How long each function takes to load, and an empty one with the same clients, in the same kind of process. */
export const coldStarts = (built: readonly BuiltFunction[]): ColdStart[] => {
  const files = [...new Set(built.flatMap(({ file, emptyFile }) => [file, emptyFile]))]
  const loads = new Map<string, Load[]>(files.map((file) => [file, []]))
  for (let run = 0; run < runs; run += 1) for (const file of files) loads.get(file)?.push(load(file))
  const of = (file: string, which: keyof Load) => median((loads.get(file) ?? []).map((one) => one[which]))
  return built.map(({ folder, file, emptyFile }) => ({
    folder,
    own: of(file, 'started'),
    empty: of(emptyFile, 'started'),
    ownLoading: of(file, 'loaded'),
    emptyLoading: of(emptyFile, 'loaded'),
  }))
}
