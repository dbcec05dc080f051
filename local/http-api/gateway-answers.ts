import type { HttpAnswer } from './read-result.ts'

/** The answers that an HTTP API gives by itself, with their `$context.error.responseType`. */
export const gatewayAnswers = {
  notFound: [404, 'Not Found', 'MISSING_ROUTE'],
  forbidden: [403, 'Forbidden', 'ACCESS_DENIED'],
  tooLarge: [413, 'Request Entity Too Large', 'REQUEST_TOO_LARGE'],
  tooMany: [429, 'Too Many Requests', 'THROTTLED'],
  broken: [500, 'Internal Server Error', 'INTEGRATION_FAILURE'],
  unavailable: [503, 'Service Unavailable', 'INTEGRATION_TIMEOUT'],
} as const satisfies Record<string, readonly [number, string, string]>

/** An answer of the gateway instead of the function's. */
export class GatewayAnswer extends Error {
  override name = 'GatewayAnswer'
  readonly answer: HttpAnswer
  readonly responseType: string

  constructor(kind: keyof typeof gatewayAnswers, message?: string, headers: Record<string, string> = {}) {
    const [status, defaultMessage, responseType] = gatewayAnswers[kind]
    super(message ?? defaultMessage)
    this.responseType = responseType
    this.answer = {
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ message: this.message }),
    }
  }
}
