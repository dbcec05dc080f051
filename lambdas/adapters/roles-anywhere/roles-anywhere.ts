import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import * as z from 'zod'

const trustAnchor = z.object({
  trustAnchorArn: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  source: z.object({ sourceData: z.object({ x509CertificateData: z.string().optional() }) }),
})
const profile = z.object({
  profileArn: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  roleArns: z.array(z.string()),
})
const page = z.object({
  nextToken: z.string().nullish(),
  trustAnchors: z.array(trustAnchor).default([]),
  profiles: z.array(profile).default([]),
})

export type TrustAnchor = z.output<typeof trustAnchor>
export type Profile = z.output<typeof profile>

/** What of Roles Anywhere enrolment reads. */
export interface RolesAnywhere {
  trustAnchors(): Promise<TrustAnchor[]>
  profiles(): Promise<Profile[]>
}

export interface RolesAnywhereOptions {
  region: () => Promise<string>
  credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>
  /** Instead of the one of the Region. */
  endpoint: string | undefined
  fetch: typeof globalThis.fetch
}

/** Signed by hand: two reads, and the SDK client to be had is three years older than the others (API reference 2018-05-10). */
export const rolesAnywhere = (options: RolesAnywhereOptions): RolesAnywhere => {
  const ask = async (path: string, query: Record<string, string>): Promise<z.output<typeof page>> => {
    const region = await options.region()
    const url = new URL(path, options.endpoint ?? `https://rolesanywhere.${region}.amazonaws.com`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const signer = new SignatureV4({
      service: 'rolesanywhere',
      region,
      sha256: Sha256,
      credentials: options.credentials,
    })
    const { protocol, hostname, pathname, host } = url
    const { headers } = await signer.sign({
      method: 'GET',
      protocol,
      hostname,
      path: pathname,
      query,
      headers: { host },
    })
    const response = await options.fetch(url, { headers })
    const text = await response.text()
    if (response.ok) return page.parse(JSON.parse(text))
    const error = new Error(`Roles Anywhere answered GET ${path} with ${response.status}: ${text.slice(0, 300)}`)
    // Retries go by name, and the type stands before a colon (`ThrottlingException:http://…`).
    error.name = response.headers.get('x-amzn-errortype')?.split(':')[0] ?? 'RolesAnywhereError'
    throw error
  }
  const all = async (path: string): Promise<z.output<typeof page>[]> => {
    const pages: z.output<typeof page>[] = []
    let from: string | null | undefined
    do {
      const answer = await ask(path, from ? { nextToken: from } : {})
      pages.push(answer)
      from = answer.nextToken
    } while (from)
    return pages
  }
  return {
    trustAnchors: async () => (await all('/trustanchors')).flatMap(({ trustAnchors }) => trustAnchors),
    profiles: async () => (await all('/profiles')).flatMap(({ profiles }) => profiles),
  }
}
