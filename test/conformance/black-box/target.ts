import type { Credentials } from '../support/signed-request.ts'

export interface User extends Credentials {
  arn: string
}

/** A cloud that the stacks are deployed to, seen from outside: nothing here is Mintmark's, and nothing is inside. */
export interface Target extends AsyncDisposable {
  region: string
  accountId: string
  /** Output of the factory API's stack. */
  apiUrl: string
  /** Where AWS's own APIs answer. */
  awsEndpointUrl: string
  /** PEM that both are checked against where they speak TLS. */
  ca?: string
  /** May call everything. */
  operator: Credentials
  /** Makes an IAM user that holds these managed policies and nothing else. */
  createUser(name: string, policyArns: string[]): Promise<User>
  /** Where devices connect, the name that they send and check, and the root they trust. */
  devices: {
    host: string
    port: number
    servername: string
    ca: string
    /** The host name that a profile can name here. */
    profileHostname: string | null
  }
}

/** What a target may lack; the cases that need it are not judged there. */
export type Feature = 'delete-connection' | 'not-found-before-rights' | 'server-name'
