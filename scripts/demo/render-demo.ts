import type { FlashResult } from '../../bench/flash/flash-result.ts'
import { renderTable } from '../../cli/render/table.ts'
import type { DeviceAnswer } from '../../core/api/devices.ts'
import type { DemoCounts } from './registry-counts.ts'
import type { ReplayedStory } from './replay-story.ts'

/** One line when a unit leaves its slot. */
export const renderUnit = (result: FlashResult): string => {
  const unit = `  ${result.imei ?? result.port}  ${(result.firmware ?? '').padEnd(18)}`
  if (result.outcome === 'confirmed')
    return `${unit}  ${result.state}, key made by the ${result.keySource}, proof by ${result.proof}`
  return `${unit}  ${result.outcome}: ${result.outcome === 'refused' ? result.refusal.says : result.failure.says}`
}

export const renderDevices = (devices: readonly DeviceAnswer[]): string =>
  renderTable(
    ['IMEI', 'firmware', 'key made by', 'proof', 'state', 'certificate'],
    devices.map(({ imei, firmware = '', keySource, proof = '', state, certificateId = '' }) => [
      imei,
      firmware,
      keySource,
      proof,
      state,
      `${certificateId.slice(0, 12)}…`,
    ]),
  )

export const renderStages = (stages: readonly [name: string, ms: number][]): string =>
  renderTable(['stage', 'ms'], stages)

export const renderCounts = ({ ordered, minted, confirmed, registered, failed }: DemoCounts): string =>
  `${ordered} ordered, ${minted} minted, ${confirmed} confirmed, ${registered} registered, ${failed} failed`

export const renderStory = ({ wrongHostname, devices, why }: ReplayedStory): string =>
  [
    `The story again, with the host name ${wrongHostname}:`,
    renderTable(
      ['firmware', 'SNI sent', 'TLS', 'mintmark check says', 'what happened'],
      devices.map(({ firmware, predicted, measured }) => [
        firmware,
        measured.sni ?? 'none',
        measured.tlsVersion ?? 'not completed',
        predicted,
        measured.outcome === 'connected' ? 'connected' : `${measured.outcome} (${measured.log})`,
      ]),
    ),
    why,
  ].join('\n')
