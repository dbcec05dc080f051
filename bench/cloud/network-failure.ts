import { type BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'

/** How OpenSSL says that nobody we trust signed the other side's certificate. */
const untrusted = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]

/** Every message of an error and of what caused it. */
const messagesOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${messagesOf(error.cause)}` : ''

/** Why a call did not get through; `passes` is false for what asking again cannot cure. */
export const networkFailure = (cause: unknown, url: string): { error: BenchError; passes: boolean } => {
  const reason = reasonOf(cause)
  if (untrusted.includes(reason)) return { error: fail('tls-intercepted', { url, reason }, { cause }), passes: false }
  const found = /proxy response.*?\((\d{3})\)|proxy.*?\b(407|403)\b/i.exec(messagesOf(cause))
  const status = found?.[1] ?? found?.[2]
  // With 5xx a proxy says that it does not get through itself: the cloud is away, and may come back.
  if (status?.startsWith('5'))
    return { error: fail('cloud-unreachable', { url, reason: `the proxy says ${status}` }, { cause }), passes: true }
  if (status) return { error: fail('proxy-refused', { url, status }, { cause }), passes: false }
  return { error: fail('cloud-unreachable', { url, reason }, { cause }), passes: true }
}
