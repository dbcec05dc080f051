import { AwsError } from '../aws-service.ts'

export interface SignatureHeader {
  accessKeyId: string
  /** `20261122` */
  day: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

const algorithm = 'AWS4-HMAC-SHA256'

/** Reads the `authorization` header of a signed request. Throws `MissingAuthenticationToken` or `IncompleteSignature`. */
export const parseAuthorization = (header: string | undefined): SignatureHeader => {
  if (header === undefined || header.trim() === '')
    throw new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token')
  if (!header.startsWith(`${algorithm} `))
    throw new AwsError(
      'IncompleteSignature',
      403,
      `Unsupported AWS 'algorithm': '${header.split(' ')[0]}'; the local cloud takes ${algorithm} in the Authorization header.`,
    )
  const parts = new Map(
    header
      .slice(algorithm.length)
      .split(',')
      .map((part): [string, string] => {
        const [name = '', ...value] = part.trim().split('=')
        return [name, value.join('=')]
      }),
  )
  const part = (name: string): string => {
    const value = parts.get(name)
    if (value === undefined || value === '')
      throw new AwsError(
        'IncompleteSignature',
        403,
        `Authorization header requires '${name}' parameter. Authorization=${header}`,
      )
    return value
  }
  const credential = part('Credential').split('/')
  const [accessKeyId = '', day = '', region = '', service = '', end] = credential
  if (credential.length !== 5 || end !== 'aws4_request')
    throw new AwsError(
      'IncompleteSignature',
      403,
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${part('Credential')}'`,
    )
  return {
    accessKeyId,
    day,
    region,
    service,
    signedHeaders: part('SignedHeaders').split(';'),
    signature: part('Signature'),
  }
}
