import { HttpResponse } from '@smithy/core/protocols'
import { AwsError, type AwsService, type RawRequest, type ServiceAnswer } from './aws-service.ts'

const root = {
  kind: 'root',
  arn: 'arn:aws:iam::123456789012:root',
  accountId: '123456789012',
  accessKeyId: 'test',
  userId: '123456789012',
} as const

const bytesOf = (body: unknown): Uint8Array =>
  body === undefined
    ? new Uint8Array()
    : body instanceof Uint8Array
      ? new Uint8Array(body)
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))

interface SdkRequest {
  method: string
  path: string
  query?: Record<string, string | string[] | null>
  headers: Record<string, string>
  body?: unknown
}

const toRaw = ({ method, path, query = {}, headers, body }: SdkRequest): RawRequest => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) for (const each of [value].flat()) search.append(name, each ?? '')
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { method, path, query: search, headers: lower, body: bytesOf(body) }
}

/** Lets a real SDK client speak to a service of the local cloud without a socket: tests and benchmarks need the speed. */
export const inProcess = (service: AwsService) => ({
  metadata: { handlerProtocol: 'http/1.1' },
  destroy: () => undefined,
  handle: async (request: SdkRequest) => {
    let answer: ServiceAnswer
    try {
      answer = await service.handle(service.route(toRaw(request)), root)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      answer = service.renderError(error)
    }
    return {
      response: new HttpResponse({
        statusCode: answer.status ?? 200,
        headers: answer.headers ?? {},
        body: bytesOf(answer.body),
      }),
    }
  },
})
