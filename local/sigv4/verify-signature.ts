import { createHmac, timingSafeEqual } from 'node:crypto'
import { AwsError, type RawRequest } from '../aws-service.ts'
import type { AccessKey } from '../iam/access-keys.ts'
import { parseAuthorization } from './authorization-header.ts'
import { canonicalRequest, sha256 } from './canonical-request.ts'

export interface VerifiedSignature {
  key: AccessKey
  /** The service that the client signed for, e.g. `iot`, `dynamodb`, `execute-api`. */
  service: string
}

export interface VerifierOptions {
  region: string
  findKey(accessKeyId: string): AccessKey | undefined
  /** Milliseconds since 1970. */
  clock: () => number
}

const allowedSkewMs = 5 * 60 * 1000

const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text).digest()

const stamp = (date: Date) => `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const signingTime = (text: string | undefined): Date => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? []
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(date.getTime()))
    throw new AwsError(
      'IncompleteSignature',
      403,
      `Date must be in ISO-8601 'basic format'. Got '${text ?? ''}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    )
  return date
}

const checkSkew = (signed: Date, now: Date) => {
  const early = new Date(now.getTime() - allowedSkewMs)
  const late = new Date(now.getTime() + allowedSkewMs)
  if (signed < early)
    throw new AwsError(
      'RequestExpired',
      403,
      `Signature expired: ${stamp(signed)} is now earlier than ${stamp(early)} (${stamp(now)} - 5 min.)`,
    )
  if (signed > late)
    throw new AwsError(
      'RequestExpired',
      403,
      `Signature not yet current: ${stamp(signed)} is still later than ${stamp(late)} (${stamp(now)} + 5 min.)`,
    )
}

const payloadHashOf = (request: RawRequest): string => {
  const declared = request.headers['x-amz-content-sha256']
  const actual = sha256(request.body)
  if (declared === undefined || declared === actual) return actual
  // SDKs that cannot hash a body sign these words instead (IAM User Guide, "Create a signed AWS API request").
  if (declared === 'UNSIGNED-PAYLOAD') return declared
  throw new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The provided x-amz-content-sha256 header does not match what was computed.',
  )
}

/**
 * Verifies Signature Version 4 in the headers of a request. Throws `AwsError` under protocol-neutral names:
 * MissingAuthenticationToken, IncompleteSignature, InvalidClientTokenId, ExpiredToken, RequestExpired, SignatureDoesNotMatch;
 * `signatureErrorFor` turns them into those of a service.
 */
export const createVerifier = ({ region, findKey, clock }: VerifierOptions) => {
  const signingKeys = new Map<string, Uint8Array>()
  const signingKey = (key: AccessKey, day: string, service: string): Uint8Array => {
    const id = `${key.accessKeyId}/${day}/${service}`
    const known = signingKeys.get(id)
    if (known !== undefined) return known
    const fresh = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${key.secretAccessKey}`, day))
    signingKeys.set(id, fresh)
    return fresh
  }
  return (request: RawRequest): VerifiedSignature => {
    const header = parseAuthorization(request.headers.authorization)
    const key = findKey(header.accessKeyId)
    if (key === undefined || key.sessionToken !== request.headers['x-amz-security-token'])
      throw new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.')
    if (key.expiresAt !== undefined && key.expiresAt <= clock())
      throw new AwsError('ExpiredToken', 403, 'The security token included in the request is expired')
    const date = request.headers['x-amz-date']
    const signed = signingTime(date)
    checkSkew(signed, new Date(clock()))
    if (header.region !== region)
      throw new AwsError(
        'SignatureDoesNotMatch',
        403,
        `Credential should be scoped to a valid region: this local cloud is '${region}', got '${header.region}'.`,
      )
    const mustBeSigned = ['host', ...(key.sessionToken === undefined ? [] : ['x-amz-security-token'])]
    const unsigned = mustBeSigned.find((name) => !header.signedHeaders.includes(name))
    if (unsigned !== undefined)
      throw new AwsError(
        'SignatureDoesNotMatch',
        403,
        `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`,
      )
    const scope = `${header.day}/${region}/${header.service}/aws4_request`
    const canonical = canonicalRequest(request, header.signedHeaders, payloadHashOf(request))
    const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
    const expected = hmac(signingKey(key, header.day, header.service), text)
    const given = Buffer.from(header.signature, 'hex')
    if (header.day !== date?.slice(0, 8) || given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      )
    return { key, service: header.service }
  }
}
