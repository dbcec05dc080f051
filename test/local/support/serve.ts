import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsError, type AwsService, type Principal, type RawRequest } from '../../../local/aws-service.ts'

const caller: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::123456789012:user/test',
  accountId: '123456789012',
  accessKeyId: 'TESTKEY',
  userId: 'AIDATEST',
}

export interface Served extends AsyncDisposable {
  /** What an SDK client needs to reach the service. */
  client: {
    endpoint: string
    region: string
    credentials: { accessKeyId: string; secretAccessKey: string }
    maxAttempts: 1
  }
}

/** Serves one local AWS service on a free port of loopback, without the door: no signatures, no permissions, no faults. */
export const serve = async (service: AwsService): Promise<Served> => {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const url = new URL(incoming.url ?? '/', 'http://localhost')
    const request: RawRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
      body: Buffer.concat(chunks),
    }
    const answer = await act(service, request)
    response.writeHead(answer.status ?? 200, answer.headers)
    const { body } = answer
    response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body ?? {}))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    client: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'TESTKEY', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const act = async (service: AwsService, request: RawRequest) => {
  try {
    return await service.handle(service.route(request), caller)
  } catch (error) {
    if (error instanceof AwsError) return service.renderError(error)
    return { status: 500, body: String(error instanceof Error ? error.stack : error) }
  }
}
