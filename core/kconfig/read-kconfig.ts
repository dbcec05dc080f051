import type { DeviceConnection } from '../endpoint/endpoint-check.ts'
import { type ClientLibrary, enabledLibraries } from './client-libraries.ts'
import type { KconfigBuild, Libc } from './kconfig-build.ts'
import { type Kconfig, type KconfigValue, parseKconfig } from './parse-kconfig.ts'

export type KconfigResult = { ok: true; build: KconfigBuild } | { ok: false; says: string }

/** Reads the connection settings of an nRF Connect SDK application from `build/zephyr/.config`. */
export function readKconfig(source: string): KconfigResult {
  const config = parseKconfig(source)
  const [library, ...others] = enabledLibraries(config)
  if (!library) return { ok: false, says: complaint(config) }

  const cites = citesOf(config, library)
  const securityTag = numberOf(cites.securityTag)
  return {
    ok: true,
    build: {
      config,
      library,
      others: others.map((other) => other.name),
      device: deviceOf(cites, library),
      cites,
      hostAtRunTime: cites.hostname === undefined,
      ...(securityTag === undefined ? {} : { securityTag }),
      libc: libcOf(cites.libc),
    },
  }
}

function citesOf(config: Kconfig, library: ClientLibrary): KconfigBuild['cites'] {
  const on = (symbol: string | undefined) => symbol !== undefined && config.get(symbol)?.value === 'y'
  const first = (symbols: readonly string[] = []) =>
    symbols.map((symbol) => config.get(symbol)).find((value) => value !== undefined && value.value !== 'n')
  const fixed = library.staticIp
  const staticIp = fixed && (fixed.switch === undefined || on(fixed.switch)) ? config.get(fixed.address) : undefined
  const tls = config.get('CONFIG_MQTT_LIB_TLS')
  const clientId = on(library.clientIdAtRunTime) ? undefined : first(library.clientId)
  return defined({
    hostname: on(library.hostAtRunTime) ? undefined : first(library.host),
    port: first(library.port),
    securityTag: first(library.securityTag),
    // Empty: the application takes the IMEI or another name while it runs.
    clientId: clientId?.value === '' ? undefined : clientId,
    staticIp: staticIp?.value ? staticIp : undefined,
    peerVerify: first(library.peerVerify),
    tls: tls?.value === 'n' ? tls : undefined,
    libc: first(['CONFIG_MINIMAL_LIBC', 'CONFIG_NEWLIB_LIBC', 'CONFIG_PICOLIBC']),
  })
}

function deviceOf(cites: KconfigBuild['cites'], library: ClientLibrary): Partial<DeviceConnection> {
  const peerVerify = numberOf(cites.peerVerify)
  return defined({
    hostname: cites.hostname?.value,
    port: numberOf(cites.port),
    clientId: cites.clientId?.value,
    staticIp: cites.staticIp && {
      address: cites.staticIp.value,
      replacesHostname: library.staticIp?.replacesHostname === true,
    },
    peerVerify: peerVerify === 0 || peerVerify === 1 || peerVerify === 2 ? peerVerify : undefined,
    tls: cites.tls && false,
  })
}

/** Kconfig writes decimal or hexadecimal numbers. */
function numberOf(value: KconfigValue | undefined): number | undefined {
  if (value === undefined || value.value === '') return undefined
  const number = Number(value.value)
  return Number.isInteger(number) ? number : undefined
}

function libcOf(value: KconfigValue | undefined): Libc {
  if (value === undefined) return 'unknown'
  return value.symbol === 'CONFIG_MINIMAL_LIBC' ? 'minimal' : 'newlib'
}

function complaint(config: Kconfig): string {
  if (config.size === 0) {
    return 'this file has no CONFIG_ lines: expected build/zephyr/.config of an nRF Connect SDK application'
  }
  const zephyr = config.has('CONFIG_BOARD') || config.has('CONFIG_KERNEL_BIN_NAME')
  const what = zephyr ? 'a Zephyr build without a known MQTT client' : 'the .config of something else than Zephyr'
  return `this is ${what} (${config.size} settings): none of CONFIG_AWS_IOT, CONFIG_MQTT_HELPER, CONFIG_NRF_CLOUD_HOST_NAME and CONFIG_MQTT_BROKER_HOSTNAME is set; with sysbuild, the application's own file is build/<application>/zephyr/.config`
}

function defined<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
