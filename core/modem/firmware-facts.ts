import { type Capability, type CapabilityRule, capabilityTable, type Since } from './capability-table.ts'
import { atLeast, compareVersions } from './compare-versions.ts'
import type { Firmware, Version } from './firmware.ts'
import { findFirmwareRow } from './firmware-table.ts'

/** `documented`: read in the source that is named; `inferred`: follows from a rule or from similar firmware. */
export type Evidence = 'documented' | 'inferred'

export interface Fact<T> {
  value: T
  evidence: Evidence
  source: string
}

/** `placeholder`: `%CMNG` prints 32 times the type instead of a digest; `uncertain`: no source says which. */
export type DigestMode = 'placeholder' | 'real' | 'uncertain'

export interface FirmwareFacts extends Record<Capability, Fact<boolean>> {
  firmware: Firmware
  /** False for well-formed firmware without a row in the table: every fact about it is inferred. */
  known: boolean
  digests: Fact<DigestMode>
  cautions: readonly string[]
}

/** What one modem firmware can and cannot do, each fact with its evidence and source. */
export function factsOf(firmware: Firmware): FirmwareFacts {
  const row = findFirmwareRow(firmware)
  const capabilities = Object.fromEntries(
    Object.entries(capabilityTable).map(([name, rule]) => [name, judge(rule, firmware)]),
  ) as Record<Capability, Fact<boolean>>
  return {
    ...capabilities,
    firmware,
    known: row !== undefined,
    digests: judgeDigests(firmware),
    cautions: row?.cautions ?? [],
  }
}

function judge(rule: CapabilityRule, firmware: Firmware): Fact<boolean> {
  const value = reaches(rule.since[firmware.family], firmware.version)
  return { value, evidence: evidenceFor(rule.documented, firmware), source: rule.source }
}

function judgeDigests(firmware: Firmware): Fact<DigestMode> {
  const source = 'nRFCloud utils (digests are trusted from 1.3.2); bifravst/cat-tracker-fw 53 (placeholders)'
  const documented = ['nrf9160 1.0.0-1.2.8', 'nrf9160 1.3.2-1.3.7', 'nrf91x1 2.0.0-2.0.4']
  return { value: digestMode(firmware), evidence: evidenceFor(documented, firmware), source }
}

function digestMode({ family, version }: Firmware): DigestMode {
  if (family !== 'nrf9160' || atLeast(version, [1, 3, 2])) return 'real'
  return atLeast(version, [1, 3, 0]) ? 'uncertain' : 'placeholder'
}

/** Several versions in a rule are the entry points of their branches: `1.1.5, 1.2.7, 1.3.1` has it in 1.2.8 and not in 1.2.6. */
function reaches(since: Since, version: Version): boolean {
  if (since === 'always') return true
  if (since === 'never') return false
  const entries = since.map(toVersion)
  const branch = entries.find(([major, minor]) => major === version[0] && minor === version[1])
  return branch ? atLeast(version, branch) : entries.every((entry) => atLeast(version, entry))
}

function evidenceFor(documented: readonly string[], firmware: Firmware): Evidence {
  // A FOTA-TEST build is listed with the firmware it copies, but nobody documented the copy.
  if (!firmware.listed || firmware.suffix === 'FOTA-TEST') return 'inferred'
  return documented.some((range) => covers(range, firmware)) ? 'documented' : 'inferred'
}

function covers(range: string, { family, version }: Firmware): boolean {
  const [name, bounds = ''] = range.split(' ')
  const [first = '', last = ''] = bounds.split('-')
  return name === family && atLeast(version, toVersion(first)) && compareVersions(version, toVersion(last)) <= 0
}

function toVersion(text: string): Version {
  const [a = 0, b = 0, c = 0] = text.split('.').map(Number)
  return [a, b, c]
}
