import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsError, type AwsService, type Principal } from '../../../../local/aws-service.ts'

export const caller: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::123456789012:user/test',
  accountId: '123456789012',
  accessKeyId: 'AKIATEST',
  userId: 'AIDATEST',
}

/** Puts a service behind plain HTTP on loopback, without signatures, so that AWS's own clients can be used. */
export const serve = async (service: AwsService) => {
  const seen: string[] = []
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const url = new URL(message.url ?? '/', 'http://127.0.0.1')
    const [path = '/'] = (message.url ?? '/').split('?')
    const answer = await (async () => {
      const call = service.route({
        method: message.method ?? 'GET',
        path,
        query: url.searchParams,
        headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.concat(chunks),
      })
      seen.push(call.operation)
      return service.handle(call, caller)
    })().catch((error) => {
      if (error instanceof AwsError) return service.renderError(error)
      return { status: 500, headers: {}, body: { message: String(error) } }
    })
    response.writeHead(answer.status ?? 200, answer.headers)
    const { body = {} } = answer
    response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
