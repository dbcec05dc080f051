import type { IoTClient } from '@aws-sdk/client-iot'
import type { ConfirmRequest } from '../../core/api/credentials.ts'
import type { UnitCall } from '../adapters/registry/read-unit.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface ConfirmDependencies {
  table: Table
  iot: IoTClient
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  now: () => number
}

export interface ConfirmCall extends UnitCall {
  certificateId: string
  request: ConfirmRequest
}
