import { TemplateError } from './template-error.ts'

interface Leaf {
  path: string
  /** An empty list or object: something could stand below it. */
  isEmpty: boolean
}

const leavesOf = (value: unknown, path: string, isFree: (path: string) => boolean): Leaf[] => {
  if (path !== '' && isFree(path)) return []
  if (typeof value !== 'object' || value === null) return [{ path, isEmpty: false }]
  if (path !== '' && Object.keys(value).length === 0) return [{ path, isEmpty: true }]
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, `${path}[]`, isFree))
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === '' ? key : `${path}.${key}`, isFree))
}

const matches = (pattern: string, path: string): boolean => {
  const wanted = pattern.split('.')
  const got = path.split('.')
  return wanted.length === got.length && wanted.every((part, index) => part === '*' || part === got[index])
}

const isBelow = (pattern: string, path: string) => pattern.startsWith(`${path}.`) || pattern.startsWith(`${path}[]`)

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
  const isAllowed = ({ path, isEmpty }: Leaf) =>
    allowed.some((pattern) => matches(pattern, path) || (isEmpty && isBelow(pattern, path)))
  const unknown = leavesOf(properties, '', isFree).find((leaf) => !isAllowed(leaf))
  if (unknown !== undefined)
    throw new TemplateError(`${where}: property ${unknown.path} is not supported by the local cloud`)
}
