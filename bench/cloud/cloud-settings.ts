import { fail } from '../failures/failure.ts'

export interface CloudSettings {
  /** Without a trailing slash. */
  apiUrl: string
  region: string
}

const apiUrlIs = 'the address of the factory API, such as https://abc123.execute-api.eu-west-1.amazonaws.com'

/** Reads where the cloud is. Throws a `BenchError` of layer `station` that names the variable and the next step. */
export const readCloudSettings = (env: Readonly<Record<string, string | undefined>>): CloudSettings => {
  const name = 'MINTMARK_API_URL'
  const value = env[name]
  if (!value) throw fail('variable-missing', { name, what: apiUrlIs })
  const url = URL.parse(value)
  if (!url || !/^https?:$/.test(url.protocol)) throw fail('variable-malformed', { name, value, what: apiUrlIs })
  const fromHost = /\.execute-api\.([a-z0-9-]+)\./.exec(url.hostname)?.[1]
  const region = fromHost ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION
  if (!region)
    throw fail('variable-missing', { name: 'AWS_REGION', what: 'the AWS Region of the factory API, such as eu-west-1' })
  return { apiUrl: value.replace(/\/+$/, ''), region }
}
