import { connectRoutes } from '../../bench/cloud/call-route.ts'
import { readCloudSettings } from '../../bench/cloud/cloud-settings.ts'
import type { Refused } from '../../bench/refused.ts'
import { routes } from '../../core/api/routes.ts'
import type { EnrolledStation, EnrollStationRequest, StationAnswer, StationList } from '../../core/api/stations.ts'
import type { CommandContext } from '../command.ts'

/** The routes about stations, which only ops may call. All of them are harmless when asked twice. */
export interface StationsApi {
  enroll(request: EnrollStationRequest): Promise<EnrolledStation | Refused>
  list(query: { limit?: number; after?: string }): Promise<StationList | Refused>
  revoke(name: string): Promise<StationAnswer | Refused>
}

/** At the factory API that MINTMARK_API_URL names, with the standard chain of AWS variables and profiles. */
export const stationsCloudOf = ({ env, signal, now }: CommandContext): StationsApi => {
  const call = connectRoutes({ settings: readCloudSettings(env), signal, now })
  return {
    enroll: (request) => call(routes['enroll-station'], {}, { body: request }),
    list: ({ limit, after }) =>
      call(
        routes['list-stations'],
        {},
        { query: { ...(limit !== undefined && { limit: String(limit) }), ...(after !== undefined && { after }) } },
      ),
    revoke: (name) => call(routes['revoke-station'], { name }),
  }
}
