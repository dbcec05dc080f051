import type { DeviceConnection } from '../endpoint/endpoint-check.ts'

/** One device, or a group of devices that are alike. */
export interface FleetRow {
  device: string
  count: number
  /** Undefined: nobody knows. */
  firmware: string | undefined
  firmwareSource: string | undefined
  /** When the firmware was read from the device, in milliseconds since 1970, and as it was written. */
  firmwareDate: number | undefined
  firmwareDateText: string
  /** Where another endpoint than the run's is right for this row. */
  expectedEndpoint: string | undefined
  connection: Omit<DeviceConnection, 'firmware'>
}
