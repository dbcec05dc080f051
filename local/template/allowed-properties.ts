import { TemplateError } from './template-error.ts'

/** Paths of all leaves; an empty list or object is one, too. */
const leafPaths = (value: unknown, path: string, isFree: (path: string) => boolean): string[] => {
  if (path !== '' && isFree(path)) return []
  if (typeof value !== 'object' || value === null || (path !== '' && Object.keys(value).length === 0)) return [path]
  if (Array.isArray(value)) return value.flatMap((item) => leafPaths(item, `${path}[]`, isFree))
  return Object.entries(value).flatMap(([key, item]) => leafPaths(item, path === '' ? key : `${path}.${key}`, isFree))
}

const isEmptyContainerOf = (pattern: string, path: string) =>
  pattern.startsWith(`${path}.`) || pattern.startsWith(`${path}[]`)

const matches = (pattern: string, path: string): boolean => {
  const wanted = pattern.split('.')
  const got = path.split('.')
  return wanted.length === got.length && wanted.every((part, index) => part === '*' || part === got[index])
}

/**
 * Throws `TemplateError` naming the first property that no allowed path covers.
 * Paths read `KeySchema[].AttributeName`; a last step `*` allows any name there, `**` anything below.
 */
export const checkProperties = (
  where: string,
  properties: Record<string, unknown>,
  allowed: readonly string[],
): void => {
  if (allowed.includes('**')) return
  const free = allowed.filter((path) => path.endsWith('.**')).map((path) => path.slice(0, -3))
  const isFree = (path: string) => free.includes(path)
  const isAllowed = (path: string) =>
    allowed.some((pattern) => matches(pattern, path) || isEmptyContainerOf(pattern, path))
  const unknown = leafPaths(properties, '', isFree).find((path) => !isAllowed(path))
  if (unknown !== undefined)
    throw new TemplateError(`${where}: property ${unknown} is not supported by the local cloud`)
}
