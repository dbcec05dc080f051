import { AwsError } from '../aws-service.ts'

/** Refuses members that the local service would otherwise ignore, so that nothing works here that might not on AWS. */
export const refuseUnknownMembers = (
  where: string,
  value: object,
  known: readonly string[],
  errorName = 'ValidationException',
): void => {
  const unknown = Object.keys(value).filter((member) => !known.includes(member))
  if (unknown.length === 0) return
  throw new AwsError(
    errorName,
    400,
    `The local ${where} does not know ${unknown.join(', ')}; it knows ${known.join(', ')}.`,
  )
}
