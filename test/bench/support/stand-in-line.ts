import type { LineApi } from '../../../bench/cloud/factory-api.ts'
import { isRefused } from '../../../bench/refused.ts'
import type { ReportAttachRequest } from '../../../core/api/attach-times.ts'
import type { OpenLineRequest } from '../../../core/api/line.ts'
import { lost, type StandInCloud, standInCloud, standInProfile } from './stand-in-cloud.ts'

export interface StandInLine extends LineApi {
  /** Where articles are minted: apart from products. */
  articles: StandInCloud
  openings: OpenLineRequest[]
  attached: ReportAttachRequest[]
  /** Which articles said that they were simulated. */
  simulated: boolean[]
  away: boolean
}

/** A cloud that knows first articles, openings and attach times, in memory. */
export const standInLine = (goldenUnits: string[]): StandInLine => {
  const profile = standInProfile({ existingCredentials: 'replace', serial: 'none' })
  const articles = standInCloud(profile)
  const call = async <Value>(act: () => Value | Promise<Value>): Promise<Value> => {
    if (line.away) throw lost()
    return act()
  }
  /** As the cloud does: the certificate of an article that ended, or that another follows, is gone. */
  const forget = (imei: string): void => {
    articles.certificates.delete(articles.devices.get(imei)?.certificateId ?? '')
    articles.devices.delete(imei)
  }
  const line: StandInLine = {
    articles,
    openings: [],
    attached: [],
    simulated: [],
    away: false,
    goldenUnits: ({ orderId, imei }) =>
      call(() => ({
        orderId,
        goldenUnits,
        ...(imei === undefined ? {} : { unit: { imei, thingName: `mintmark-${imei}`, profile } }),
      })),
    article: ({ simulated }) => ({
      admission: ({ imei }) => call(() => ({ imei, thingName: `mintmark-${imei}`, profile })),
      mint: (unit) =>
        call(() => {
          line.simulated.push(simulated)
          forget(unit.imei)
          return articles.mint(unit)
        }),
      confirm: (unit) =>
        call(async () => {
          const answer = await articles.confirm(unit)
          if (!isRefused(answer)) forget(unit.imei)
          return answer
        }),
    }),
    openLine: ({ request }) =>
      call(() => {
        line.openings.push(request)
        return { at: request.at, what: 'line-opened', station: 'bench', reason: request.reason }
      }),
    reportAttach: ({ imei, request }) =>
      call(() => {
        line.attached.push(request)
        return { imei, noted: true }
      }),
  }
  return line
}
