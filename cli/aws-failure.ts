import { fail } from '../bench/failures/failure.ts'
import { reasonOf } from '../bench/failures/reason-of.ts'

const detailOf = (message: string) => message.split('\n')[0]?.replace(/\.$/, '').slice(0, 200) ?? ''

/**
 * What an AWS service and its client throw, as a failure with a next step; what is none of these comes back as it was.
 * @param service name for people
 * @param action what was tried, after "may not"
 */
export const awsFailure = (error: unknown, service: string, action: string): unknown => {
  const { name = '', message = '' } = error as Partial<Error>
  const detail = detailOf(message)
  if (/^AccessDenied/.test(name)) return fail('not-authorized', { action, detail }, { cause: error })
  if (/^(ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId|SignatureDoesNotMatch)/.test(name))
    return fail('credentials-expired', { detail }, { cause: error })
  if (name === 'CredentialsProviderError') return fail('credentials-missing', { reason: detail }, { cause: error })
  if ((error as NodeJS.ErrnoException).code !== undefined)
    return fail('cloud-unreachable', { url: service, reason: reasonOf(error) }, { cause: error })
  return error
}
