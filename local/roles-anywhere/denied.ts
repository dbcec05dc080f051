import { AwsError } from '../aws-service.ts'

/** A refused CreateSession: what AWS says is short, so the reason is told to whoever runs this cloud. */
export class Denied extends AwsError {
  readonly reason: string
  constructor(message: string, reason: string) {
    super('AccessDeniedException', 403, message)
    this.reason = reason
  }
}

/** The texts that people report of AWS (issues 77 and 108 of aws/rolesanywhere-credential-helper); which one an expired certificate gets is inferred. */
export const denied = {
  signature: (reason: string) => new Denied('Invalid signature', reason),
  untrusted: (reason: string) => new Denied('Untrusted signing certificate', reason),
  insufficient: (reason: string) => new Denied('Untrusted certificate. Insufficient certificate', reason),
  sessionName: () => new Denied('Not authorized to set roleSessionName.', 'the profile has AcceptRoleSessionName off'),
  role: (roleArn: string, reason: string) => new Denied(`Unable to assume role for ${roleArn}`, reason),
  resource: (reason: string) => new Denied('Access denied', reason),
}
