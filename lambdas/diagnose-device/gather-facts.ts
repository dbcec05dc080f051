import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { IoTClient } from '@aws-sdk/client-iot'
import type { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { thingName as nameOf } from '../../core/device/thing-name.ts'
import type {
  Attempt,
  ConnectionState,
  DiagnosisFacts,
  FallbackSighting,
} from '../../core/diagnosis/diagnosis-facts.ts'
import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import { failedConnectsAnswer } from '../adapters/failed-connects-answer.ts'
import { certificateState } from '../adapters/iot/certificate-state.ts'
import { connectionOf } from '../adapters/iot/connection.ts'
import { iotLogging } from '../adapters/iot/iot-logging.ts'
import { attachedPolicies, permissionsOf, policyDocument } from '../adapters/iot/policies.ts'
import { certificatesOfThing, thingsOfCertificate } from '../adapters/iot/ties.ts'
import { refusedAttempts } from '../adapters/logs/refused-attempts.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { failedConnects } from '../adapters/registry/failed-connects.ts'
import { findDevices } from '../adapters/registry/find-devices.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { attempt } from './attempt.ts'

export interface DiagnoseDependencies {
  table: Table
  iot: IoTClient
  data: IoTDataPlaneClient
  logs: CloudWatchLogsClient
  account: () => Promise<AccountEndpoints>
  fleet: string
  deployed: DiagnosisFacts['deployed']
  /** Milliseconds since 1970. */
  now: () => number
}

/** Where AWS IoT writes every event that names no other group (aws-iot-provisioning.md 7.1). */
const defaultLogGroup = 'AWSIotLogsV2'
const mostFailed = 5

const noCertificate = { read: false, why: 'the row names no certificate' } as const

const newestFailed = async (
  { table, now }: DiagnoseDependencies,
  imei: string,
  clientId: string,
): Promise<Attempt[]> => {
  const rows = await failedConnects(table, imei, { limit: mostFailed, now: now() })
  const answers = await Promise.all(rows.map((row) => failedConnectsAnswer(table, row)))
  return answers.map(({ lastAt: at, reason, certificateId, certificateOf }) => ({
    at,
    from: 'presence event',
    step: 'authorization',
    reason,
    clientId,
    certificateId,
    ...(certificateOf === undefined ? {} : { certificateOf }),
  }))
}

const loggedAttempts = async (deps: DiagnoseDependencies, device: DeviceRecord): Promise<Attempt[]> => {
  const { imei, thingName, certificateId = '' } = device
  const suspect = { imei, thingName, certificateId }
  const groups = [deps.deployed.iotLogGroup, defaultLogGroup]
  const found = await Promise.all(groups.map((group) => refusedAttempts(deps.logs, group, suspect, deps.now())))
  const [newest] = found.flat().toSorted((a, b) => (a.at < b.at ? 1 : -1))
  if (newest === undefined) return []
  if (newest.certificateId === undefined || newest.certificateId === certificateId) return [newest]
  const [owner] = (await findDevices(deps.table, { certificate: newest.certificateId, limit: 1 }))?.devices ?? []
  return [owner === undefined ? newest : { ...newest, certificateOf: owner.imei }]
}

const connectionState = async (
  { data }: DiagnoseDependencies,
  clientId: string,
): Promise<ConnectionState | undefined> => {
  const it = await connectionOf(data, clientId)
  if (it === undefined) return undefined
  // Its thing shows whose certificate it is: a stranger under this client ID is no sign of the device.
  return {
    isConnected: it.connected && it.thingName === clientId,
    ...(it.connectedSince === undefined || it.thingName !== clientId
      ? {}
      : { since: new Date(it.connectedSince).toISOString() }),
    ...(it.disconnectReason === undefined ? {} : { disconnectReason: it.disconnectReason }),
  }
}

/** Asks for every fact side by side: one call of each kind a device, which all fit into AWS IoT's rates (reference 3.1). */
export const gatherFacts = async (
  deps: DiagnoseDependencies,
  imei: string,
  fallback: FallbackSighting | undefined,
): Promise<DiagnosisFacts> => {
  const { table, iot, fleet, deployed } = deps
  const device = await readDevice(table, imei)
  const order = device && (await readOrder(table, device.orderId))
  const thingName = nameOf(fleet, imei)
  const { certificateId: id, certificateArn: arn } = device ?? {}
  const [certificate, thing, things, policies, document, permissions, account, logging, logged, failed, connection] =
    await Promise.all([
      id === undefined ? noCertificate : attempt('the certificate', () => certificateState(iot, id)),
      attempt('the thing', () => certificatesOfThing(iot, thingName)),
      arn === undefined ? noCertificate : attempt('the certificate’s things', () => thingsOfCertificate(iot, arn)),
      arn === undefined ? noCertificate : attempt('the attached policies', () => attachedPolicies(iot, arn)),
      attempt('the device policy', () => policyDocument(iot, deployed.policyName)),
      arn === undefined
        ? noCertificate
        : attempt('TestAuthorization', () => permissionsOf(iot, { principal: arn, fleet, thingName })),
      attempt('the account’s endpoints', deps.account),
      attempt('the logging options', () => iotLogging(iot)),
      device === undefined ? noCertificate : attempt('the log', () => loggedAttempts(deps, device)),
      attempt('the refused connects', () => newestFailed(deps, imei, thingName)),
      attempt('the connection', () => connectionState(deps, thingName)),
    ])
  return {
    ...{ imei, thingName, now: deps.now(), deployed, device, order },
    ...{ certificate, thing, things, attachedPolicies: policies, policyDocument: document, permissions },
    ...{ account, logging, logged, failedConnects: failed, connection },
    ...(fallback === undefined ? {} : { fallback }),
  }
}
