import { checkEndpoint } from '../../core/endpoint/check-endpoint.ts'
import type { DeviceConnection } from '../../core/endpoint/endpoint-check.ts'
import { type OtherOutcome, otherOutcomes } from '../../core/endpoint/other-outcomes.ts'
import { citeFindings } from '../../core/kconfig/cite-findings.ts'
import type { KconfigBuild } from '../../core/kconfig/kconfig-build.ts'
import { type CitedFinding, kconfigFindings } from '../../core/kconfig/kconfig-findings.ts'
import { readKconfig } from '../../core/kconfig/read-kconfig.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { exit, type RegisterCommand, UsageError } from '../command.ts'
import {
  accountFrom,
  addAccountOptions,
  addDeviceOptions,
  deviceFrom,
  type EndpointOptions,
} from '../input/endpoint-options.ts'
import { readTextFile } from '../input/read-text-file.ts'
import { renderFindings } from '../render/findings.ts'

interface CheckOptions extends EndpointOptions {
  mfw?: string
  kconfig?: string
}

const examples = `
Examples:
  mintmark check --mfw mfw_nrf9160_1.2.3 --hostname HOST --expected-endpoint ENDPOINT --certificate-mode DEFAULT
  mintmark check --mfw mfw_nrf9160_1.3.7 --kconfig build/zephyr/.config --expected-endpoint ENDPOINT
Works offline. Ends with 1 if a finding is an error.`

/** `mintmark check`: will this device connect, on this modem firmware? */
export const registerCheck: RegisterCommand = (program, run) => {
  const command = program.command('check').description('say before shipping whether a device will connect')
  command.option('--mfw <text>', 'modem firmware, the answer of AT+CGMR')
  addDeviceOptions(command)
  command.option('--kconfig <file>', 'build/zephyr/.config of an nRF Connect SDK application')
  addAccountOptions(command)
  command.addHelpText('after', examples)
  command.action((options: CheckOptions) =>
    run(async () => {
      const firmware = firmwareFrom(options.mfw)
      const account = await accountFrom(options)
      const build = options.kconfig === undefined ? undefined : await buildFrom(options.kconfig)
      const given = { ...build?.device, ...deviceFrom(options) }
      const device = { firmware, ...given, hostname: hostnameOf(given, build) }
      const result = checkEndpoint({ ...device, account })
      const otherwise = otherOutcomes({ ...device, account })
      const findings: CitedFinding[] = build
        ? [...citeFindings(result.findings, uncite(build, options)), ...kconfigFindings(build)]
        : result.findings
      const bad = findings.some((finding) => finding.severity === 'error')
      return {
        exit: bad ? exit.no : exit.done,
        json: { ...result, otherwise, findings, ...(build && { kconfig: aboutBuild(build) }) },
        text: [headline(result.outcome, device), renderFindings(findings, options.kconfig), renderOtherwise(otherwise)]
          .filter(Boolean)
          .join('\n'),
      }
    }),
  )
}

function firmwareFrom(text: string | undefined): string {
  if (text === undefined)
    throw new UsageError('missing --mfw: give the answer of AT+CGMR, for example mfw_nrf9160_1.3.7')
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new UsageError(`--mfw: ${parsed.says}`)
  return parsed.firmware.text
}

async function buildFrom(path: string): Promise<KconfigBuild> {
  const result = readKconfig(await readTextFile(path, 'build/zephyr/.config of an nRF Connect SDK application'))
  if (!result.ok) throw new UsageError(`${path}: ${result.says}`)
  return result.build
}

function hostnameOf(given: Partial<DeviceConnection>, build: KconfigBuild | undefined): string | null {
  if (given.hostname !== undefined) return given.hostname
  throw new UsageError(
    build
      ? `the build (${build.library.name}) names no host, so the application does while it runs: add --hostname HOST or --hostname null`
      : 'missing --hostname: give the TLS host name of the application, or null',
  )
}

/** What an option overrides was not read from the file, so the file is not cited for it. */
function uncite(build: KconfigBuild, options: CheckOptions): KconfigBuild {
  const overridden = Object.keys(deviceFrom(options))
  const cites = Object.fromEntries(Object.entries(build.cites).filter(([name]) => !overridden.includes(name)))
  return { ...build, cites }
}

function aboutBuild({ library, others, securityTag, libc, cites }: KconfigBuild) {
  return { library: library.name, others, securityTag, libc, cites }
}

function renderOtherwise(otherwise: readonly OtherOutcome[]): string {
  return otherwise.map(({ if: supposes, outcome }) => `not confirmed: if ${supposes}, ${outcome}`).join('\n')
}

function headline(outcome: string, { firmware, hostname }: DeviceConnection): string {
  return `${outcome}: ${firmware}, host name ${hostname === null ? 'NULL' : JSON.stringify(hostname)}`
}
