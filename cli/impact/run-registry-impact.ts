import { isRefused, type Refused } from '../../bench/refused.ts'
import type { DeviceAnswer } from '../../core/api/devices.ts'
import type { ImpactSettings } from '../../core/impact/judge-impact.ts'
import type { RegistryPage } from './registry-rows.ts'
import type { ImpactSinks } from './run-impact.ts'
import { type ImpactReport, tallyImpact } from './tally-impact.ts'

export interface RegistryImpactReport extends ImpactReport {
  /** Devices that were not judged, since nothing of theirs connects: by state. */
  leftOut: Partial<Record<DeviceAnswer['state'], number>>
}

/** Streams the registry's devices through the judge. */
export async function runRegistryImpact(
  pages: AsyncIterable<RegistryPage | Refused>,
  settings: ImpactSettings,
  { out }: Pick<ImpactSinks, 'out'>,
): Promise<RegistryImpactReport | Refused> {
  const tally = tallyImpact(settings, out?.format)
  const leftOut: RegistryImpactReport['leftOut'] = {}
  await out?.sink.write(tally.header)
  for await (const page of pages) {
    if (isRefused(page)) return page
    for (const state of page.leftOut) leftOut[state] = (leftOut[state] ?? 0) + 1
    const text = page.rows.map((row) => tally.judge(row)).join('')
    await out?.sink.write(text)
  }
  return { ...tally.report, leftOut }
}
