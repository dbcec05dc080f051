/**
 * What every emulated AWS service offers to the one door of the local cloud (`local/server`).
 * The door verifies the signature, asks the service to name the call, applies faults, checks the caller's
 * permissions against `authorizations`, and only then lets the service act.
 */

/** One HTTP request as it came in, headers in lower case. */
export interface RawRequest {
  method: string
  /** Path without the query, still percent-encoded. */
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Uint8Array
}

/** Who calls, after the signature was verified. */
export interface Principal {
  kind: 'root' | 'user' | 'role'
  /** `arn:aws:iam::<account>:user/<name>` or `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  arn: string
  accountId: string
  accessKeyId: string
  userId: string
}

/** One action on one resource that the call needs; `context` holds the IAM condition keys it sets. */
export interface Authorization {
  /** `iot:AttachPolicy`, `dynamodb:UpdateItem`, … */
  action: string
  /** The resource's ARN, or `*` where AWS has no resource level for the action. */
  resource: string
  context?: Record<string, string | string[] | boolean>
}

/** A call whose operation is known. */
export interface ServiceCall<Input = unknown> {
  operation: string
  input: Input
}

/** What AWS would bill for a call beside the call itself. */
export interface Consumed {
  /** Read and write request units of a table with its indexes. */
  readUnits?: number
  writeUnits?: number
  /** The part of the write units that went into indexes, by name. */
  byIndex?: Readonly<Record<string, number>>
}

export interface ServiceAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON unless it is a string or bytes. */
  body?: unknown
  /** Kept in the record of calls; nothing of it goes over the wire. */
  consumed?: Consumed
}

export interface AwsService {
  /** SigV4 service names under which clients sign for this service, e.g. `['iot', 'execute-api']`. */
  signingNames: readonly string[]
  /** Prefix of fault names and of log lines: `iot`, `dynamodb`, `sqs`. */
  name: string
  /**
   * Names a call that needs no access key, because the service proves by itself who calls (CreateSession is signed with a
   * certificate); undefined for every other call.
   */
  routeKeyless?(request: RawRequest): ServiceCall | undefined
  /** Names the operation and parses its input. Throws `AwsError` with a loud text for an operation it does not know. */
  route(request: RawRequest): ServiceCall
  authorizations(call: ServiceCall): Authorization[]
  handle(call: ServiceCall, caller: Principal): Promise<ServiceAnswer>
  /** Turns an error of this service into its wire form (rest-json, awsJson1.0, query …). */
  renderError(error: AwsError): ServiceAnswer
  close?(): Promise<void>
}

/** An error that AWS itself would answer; `name` is what clients match on. */
export class AwsError extends Error {
  readonly status: number
  readonly details: Record<string, unknown>
  constructor(name: string, status: number, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = name
    this.status = status
    this.details = details
  }
}
