import type { Firmware, FirmwareFamily, Version } from './firmware.ts'
import { findFirmwareRow } from './firmware-table.ts'

export type FirmwareResult = { ok: true; firmware: Firmware } | { ok: false; why: string; says: string }

const shape = /^mfw(?:-[a-z0-9]+)?(?:_[a-z0-9-]+)?_(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:[-_]([A-Za-z0-9._-]{1,60}))?$/

/** Reads the text of `AT+CGMR` (`mfw_nrf9160_1.3.5`). A failure has the reason (`why`) and the whole sentence (`says`). */
export function parseFirmware(text: string): FirmwareResult {
  const trimmed = text.trim()
  const match = shape.exec(trimmed)
  if (!match) return refusal(trimmed)
  const family = familyOf(trimmed)
  const version: Version = [Number(match[1]), Number(match[2]), Number(match[3])]
  const suffix = match[4]
  const listed = findFirmwareRow({ family, version, ...(suffix === undefined ? {} : { suffix }) }) !== undefined
  return { ok: true, firmware: { text: trimmed, family, version, listed, ...(suffix === undefined ? {} : { suffix }) } }
}

function familyOf(text: string): FirmwareFamily {
  if (text.startsWith('mfw-pti_')) return 'pti'
  // NTN builds count from 1.0.0 again: their 1.0.x is newer than 2.0.x of the plain nRF91x1 firmware.
  if (/^mfw_nrf91[a-z0-9]+-ntn_/.test(text)) return 'nrf9151-ntn'
  if (text.startsWith('mfw_nrf9160_')) return 'nrf9160'
  if (text.startsWith('mfw_nrf91x1_')) return 'nrf91x1'
  return 'other'
}

function refusal(text: string): FirmwareResult {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  const why = `expected the text of AT+CGMR, for example mfw_nrf9160_1.3.7${hintFor(shown)}`
  return { ok: false, why, says: `"${shown}" is no modem firmware: ${why}` }
}

function hintFor(text: string): string {
  if (/^\d+\.\d+\.\d+/.test(text)) return ' (a version alone does not say which modem)'
  if (/^nrf91[\w-]*_\d+\.\d+\.\d+/i.test(text)) return ` (this looks like AT%SHORTSWVER; try mfw_${text})`
  return ''
}
