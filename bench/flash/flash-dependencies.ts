import type { StationApi } from '../cloud/factory-api.ts'
import type { Journal } from '../journal/journal.ts'
import type { StationKey } from '../keys/make-station-key.ts'
import type { FlashEvent } from './flash-result.ts'

export interface FlashDependencies {
  api: StationApi
  journal: Journal
  makeStationKey: (form: 'sec1' | 'pkcs8', commonName: string) => Promise<StationKey>
  agentVersion: string
  /** 16 random bytes in hex; fresh ones unless given. */
  newChallenge?: () => string
  onEvent?: (event: FlashEvent) => void
}
