/** Lower case and without leading zeros: AWS says "hex-encoded" and no more of the form (Roles Anywhere user guide, "Trust model"). */
export const plainSerial = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '')

/**
 * The certificate serial in the ARN of a Roles Anywhere session, whose session name it is: `…:assumed-role/<role>/<serial>`.
 * Undefined for any other principal. `role` is the name of the role that stations share.
 */
export const sessionSerial = (principal: string, role: string): string | undefined => {
  const [, name, session] = /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+)\/([^/]+)$/.exec(principal) ?? []
  return session === undefined || name !== role ? undefined : plainSerial(session)
}

/** ARN under which the calls of a certificate arrive, from the ARN of the role. */
export const sessionPrincipal = (roleArn: string, serial: string): string => {
  const [, partition, account, name] = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? []
  if (name === undefined) throw new Error(`"${roleArn}" is not the ARN of a role`)
  return `arn:${partition}:sts::${account}:assumed-role/${name}/${serial}`
}

/** Whether an ARN is that of the shared role or of one of its sessions. */
export const isSharedRole = (principal: string, role: string): boolean =>
  sessionSerial(principal, role) !== undefined ||
  new RegExp(`^arn:[^:]+:iam::\\d{12}:role/(.*/)?${role}$`).test(principal)
