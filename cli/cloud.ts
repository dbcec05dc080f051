import { standardCredentials } from '../bench/cloud/call-route.ts'
import { type CloudSettings, readCloudSettings } from '../bench/cloud/cloud-settings.ts'
import { connectFactoryApi } from '../bench/cloud/connect-factory-api.ts'
import type { FactoryApi, LineApi, StationApi } from '../bench/cloud/factory-api.ts'
import { useFactoryNetwork } from '../bench/cloud/use-factory-network.ts'
import type { CommandContext } from './command.ts'
import { connectOpsApi, type OpsApi } from './ops-api.ts'

/** A cloud behind TLS is reached through the site's network; the local one is on this computer. */
const settingsOf = (env: CommandContext['env']): CloudSettings => {
  const settings = readCloudSettings(env)
  if (settings.apiUrl.startsWith('https:')) useFactoryNetwork(env)
  return settings
}

/** The factory API that MINTMARK_API_URL names, with the standard chain of AWS variables and profiles. */
export const cloudOf = ({ env, signal, now }: CommandContext): FactoryApi =>
  connectFactoryApi({ settings: settingsOf(env), signal, now })

/** The same for a station: calls that end with a signal of their own, all with one set of credentials. */
export const stationCloudOf = ({ env, now }: CommandContext): ((signal: AbortSignal) => StationApi & LineApi) => {
  const settings = settingsOf(env)
  const credentials = standardCredentials()
  return (signal) => connectFactoryApi({ settings, credentials, signal, now })
}

/** The part of it that only ops may call. */
export const opsCloudOf = ({ env, signal, now }: CommandContext): OpsApi =>
  connectOpsApi({ settings: settingsOf(env), signal, now })
