const compiled = new Map<string, RegExp>()

const compile = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  compiled.set(pattern, expression)
  return expression
}

/** `*` is any run of characters, `?` any one of them; case matters. */
export const matchesWildcard = (pattern: string, text: string): boolean =>
  pattern === '*' || (compiled.get(pattern) ?? compile(pattern)).test(text)

const arnParts = (arn: string): string[] => {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/** Compares ARNs part by part, so that a wildcard does not reach over a colon (IAM User Guide, "Resource"). */
export const matchesArn = (pattern: string, arn: string): boolean => {
  if (pattern === '*') return true
  const wanted = arnParts(pattern)
  const got = arnParts(arn)
  return wanted.length === got.length && wanted.every((part, index) => matchesWildcard(part, got[index] ?? ''))
}
