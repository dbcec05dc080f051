import { InputError } from './input-error.ts'

/** Length and character rules that the SDK's schemas leave out (reference 2.8; botocore 2015-05-28). */
const patterns: Record<string, RegExp> = {
  thingName: /^[a-zA-Z0-9:_-]{1,128}$/,
  thingTypeName: /^[a-zA-Z0-9:_-]{1,128}$/,
  policyName: /^[\w+=,.@-]{1,128}$/,
  certificateId: /^(0x)?[a-fA-F0-9]{64}$/,
  policyVersionId: /^[0-9]+$/,
  domainConfigurationName: /^[\w.:-]{1,128}$/,
  ruleName: /^[a-zA-Z0-9_]{1,128}$/,
}
const lengths: Record<string, [number, number]> = {
  certificateSigningRequest: [1, 4096],
  certificatePem: [1, 65_536],
  caCertificatePem: [1, 65_536],
  caCertificate: [1, 65_536],
  principal: [1, 2048],
}
const ranges: Record<string, [number, number]> = { pageSize: [1, 250], maxResults: [1, 250] }

/** Throws `InputError` in AWS's words when a member breaks its limit; gives the value back otherwise. */
export const checkLimit = <T extends string | number>(path: string, value: T): T => {
  const name = path.replace(/^.*\./, '')
  const fails = (constraint: string) =>
    new InputError(
      `1 validation error detected: Value '${String(value).slice(0, 60)}' at '${path}' failed to satisfy constraint: ${constraint}`,
    )
  if (typeof value === 'number') {
    const [low, high] = ranges[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    if (value < low || value > high) throw fails(`Member must have value between ${low} and ${high}`)
    return value
  }
  const [short, long] = lengths[name] ?? [0, Number.POSITIVE_INFINITY]
  if (value.length < short || value.length > long)
    throw fails(`Member must have length between ${short} and ${long}, it has ${value.length}`)
  const pattern = patterns[name]
  if (pattern !== undefined && !pattern.test(value))
    throw fails(`Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`)
  return value
}
