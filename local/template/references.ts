import { intrinsicOf } from './intrinsics.ts'

const namesInPattern = (pattern: string) =>
  [...pattern.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => (match[1] ?? '').trim().split('.')[0] ?? '')

/** Every name that an expression refers to: logical IDs, parameters and pseudo parameters alike. */
export const referencesOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(referencesOf)
  const name = intrinsicOf(value)
  const argument = name === undefined ? undefined : (value as Record<string, unknown>)[name]
  if (name === 'Ref') return [String(argument)]
  if (name === 'Fn::GetAtt')
    return [typeof argument === 'string' ? String(argument.split('.')[0]) : String((argument as unknown[])[0])]
  if (name === 'Fn::Sub') {
    const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}]
    const own = new Set(Object.keys((variables ?? {}) as object))
    return [...namesInPattern(String(pattern)).filter((item) => !own.has(item)), ...referencesOf(variables)]
  }
  return Object.values(value).flatMap(referencesOf)
}
