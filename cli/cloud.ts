import { readCloudSettings } from '../bench/cloud/cloud-settings.ts'
import { connectFactoryApi } from '../bench/cloud/connect-factory-api.ts'
import type { FactoryApi } from '../bench/cloud/factory-api.ts'
import type { CommandContext } from './command.ts'

/** The factory API that MINTMARK_API_URL names, with the standard chain of AWS variables and profiles. */
export const cloudOf = ({ env, signal, now }: CommandContext): FactoryApi =>
  connectFactoryApi({ settings: readCloudSettings(env), signal, now })
