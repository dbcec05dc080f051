import type { Command as Program } from 'commander'
import { isRefused, type Refused } from '../../../bench/refused.ts'
import type { StationAnswer } from '../../../core/api/stations.ts'
import { exit, type Run } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderTable } from '../../render/table.ts'
import { type StationsApi, stationsCloudOf } from '../../station/stations-api.ts'

const all = async (cloud: StationsApi): Promise<StationAnswer[] | Refused> => {
  const stations: StationAnswer[] = []
  let after: string | undefined
  do {
    const page = await cloud.list(after === undefined ? {} : { after })
    if (isRefused(page)) return page
    stations.push(...page.stations)
    after = page.next
  } while (after !== undefined)
  return stations
}

const stateOf = ({ revokedAt, expiresAt }: StationAnswer, now: Date): string => {
  if (revokedAt !== undefined) return `revoked ${revokedAt}`
  return Date.parse(expiresAt) <= now.getTime() ? 'ended' : 'trusted'
}

/** `mintmark station list`: every station that ever had a certificate. */
export const addStationList = (station: Program, run: Run): void => {
  station
    .command('list')
    .description('list stations, their certificates, and whether they are trusted')
    .addHelpText('after', '\nExample:\n  mintmark station list --json')
    .action(() =>
      run(async (context) => {
        const stations = await all(stationsCloudOf(context))
        if (isRefused(stations)) return refusalResult(stations)
        const rows = stations.map((one) => [one.name, stateOf(one, context.now()), one.expiresAt, one.serial])
        const text =
          rows.length === 0 ? 'No station is enrolled.' : renderTable(['name', 'state', 'ends', 'serial'], rows)
        return { exit: exit.done, json: { stations }, text }
      }),
    )
}
