import { gunzipSync } from 'node:zlib'
import { AwsError, type RawRequest, type ServiceAnswer, type ServiceCall } from '../aws-service.ts'

export interface AwsJsonOptions {
  /** For people: the service's name in error texts. */
  service: string
  version: '1.0' | '1.1'
  /** What stands before the dot in `x-amz-target`. */
  targetPrefix: string
  operations: Iterable<string>
  /** Turns an error's name into the `__type` that goes on the wire; the bare name by default. */
  errorType?: (name: string) => string
  /** More headers of an answer, made from its serialized body. */
  headers?: (body: string) => Record<string, string>
}

/** The awsJson1.0 and awsJson1.1 protocols: `x-amz-target` names the operation, body and answer are JSON. Source: Smithy 2.0, "AWS JSON protocols". */
export const createAwsJson = (options: AwsJsonOptions) => {
  const known = new Set(options.operations)
  const answer = (body: unknown, status = 200, more: Record<string, string> = {}): ServiceAnswer => {
    const text = JSON.stringify(body ?? {})
    return {
      status,
      headers: { 'content-type': `application/x-amz-json-${options.version}`, ...options.headers?.(text), ...more },
      body: text,
    }
  }
  return {
    answer,
    route: (request: RawRequest): ServiceCall => ({
      operation: operationOf(options, known, request),
      input: parseObject(bodyOf(request)),
    }),
    renderError: (error: AwsError, more: Record<string, string> = {}): ServiceAnswer =>
      answer(
        { ...error.details, __type: options.errorType?.(error.name) ?? error.name, message: error.message },
        error.status,
        more,
      ),
  }
}

const operationOf = (options: AwsJsonOptions, known: Set<string>, request: RawRequest): string => {
  const target = request.headers['x-amz-target'] ?? ''
  const [prefix, operation = ''] = target.split('.')
  if (request.method === 'POST' && prefix === options.targetPrefix && known.has(operation)) return operation
  throw new AwsError(
    'UnknownOperationException',
    400,
    `The local ${options.service} has no operation "${target || `${request.method} ${request.path}`}"; it knows ${[...known].sort().join(', ')}.`,
  )
}

/** Clients compress large bodies of some operations, CloudWatch's PutMetricData among them. */
const bodyOf = ({ headers, body }: RawRequest): Uint8Array =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body

const parseObject = (body: Uint8Array): unknown => {
  const text = Buffer.from(body).toString('utf8')
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new AwsError('SerializationException', 400, `The request body is not a JSON object: ${text.slice(0, 80)}`)
}
