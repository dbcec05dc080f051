/** Session names differ from one login to the next, so a role is a station whoever assumed it: `…:assumed-role/R/s` → `…:role/R`. */
export const rolePrincipal = (arn: string): string => {
  const match = /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(arn)
  return match === null ? arn : `${match[1]}:iam::${match[2]}:role/${match[3]}`
}

/** Whether `caller` is one of `principals`; a role with a path is listed with it, and the session does not show it. */
export const isStation = (caller: string, principals: readonly string[]): boolean => {
  const role = rolePrincipal(caller)
  return principals.some(
    (principal) => principal === caller || principal === role || principal.replace(/:role\/.*\//, ':role/') === role,
  )
}

/** The name under which the order keeps the share of this caller, if it has one. */
export const shareHolder = (order: { shares: Record<string, number> }, caller: string): string | undefined =>
  Object.keys(order.shares).find((principal) => isStation(caller, [principal]))
