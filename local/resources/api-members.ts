const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

/** IoT's templates spell members `RoleArn` where its API says `roleArn`: the same value in the API's spelling. */
export const apiMembers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(apiMembers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [lowerFirst(name), apiMembers(item)]))
}
