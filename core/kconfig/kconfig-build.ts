import type { DeviceConnection } from '../endpoint/endpoint-check.ts'
import type { ClientLibrary } from './client-libraries.ts'
import type { Kconfig, KconfigValue } from './parse-kconfig.ts'

/** `newlib` stands for picolibc too: both print the same numbers for errors. */
export type Libc = 'newlib' | 'minimal' | 'unknown'

/** What a build folder says about the connection, each value with the line it stands on. */
export interface KconfigBuild {
  config: Kconfig
  library: ClientLibrary
  /** Other MQTT clients in the same build. */
  others: readonly string[]
  device: Partial<DeviceConnection>
  /** The line of each input that came from the file. */
  cites: Partial<Record<keyof DeviceConnection | 'securityTag' | 'libc', KconfigValue>>
  /** True where the application names the host while it runs: the file cannot tell it. */
  hostAtRunTime: boolean
  securityTag?: number
  libc: Libc
}
