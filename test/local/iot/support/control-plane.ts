import { generateKeyPairSync } from 'node:crypto'
import { IoTClient } from '@aws-sdk/client-iot'
import { createIotCore, type IotCoreOptions } from '../../../../local/iot/create-iot-core.ts'
import { openStore, type Store } from '../../../../local/state/store.ts'
import { serve } from './serve.ts'

export const region = 'eu-west-1'
export const accountId = '123456789012'

const running: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of running.splice(0)) await stop()
})

/** An IoT Core with a clock to move, and AWS's client in front of it; stopped when the test file is done. */
export const startControlPlane = async (options: Partial<IotCoreOptions> & { store?: Store } = {}) => {
  let now = Date.parse('2026-11-22T10:00:00Z')
  const reports: string[] = []
  const core = createIotCore({
    store: openStore(),
    clock: () => now,
    region,
    accountId,
    report: (problem) => reports.push(problem),
    ...options,
  })
  const server = await serve(core.controlPlane)
  const client = new IoTClient({
    region,
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
  running.push(async () => {
    client.destroy()
    await server.close()
    await core.stop()
  })
  return {
    core,
    client,
    server,
    reports,
    pass: (ms: number) => {
      now += ms
      core.runDue()
    },
  }
}

/** A P-256 key pair in PEM: SPKI and SEC1. */
export const ecKey = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
  })

/** What an AWS call was refused with: error name and HTTP status. */
export const refusal = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'accepted'
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
    return `${name} ${$metadata?.httpStatusCode}`
  }
}
