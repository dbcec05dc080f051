import { createServer, type IncomingMessage } from 'node:http'
import type { AccessKey } from '../../../local/iam/access-keys.ts'
import { closeServer, listen } from '../../../local/server/listen.ts'
import { readRequest } from '../../../local/server/read-request.ts'
import { createVerifier } from '../../../local/sigv4/verify-signature.ts'

export interface Scripted {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  /** Cut the connection instead of answering. */
  hangUp?: boolean
  /** Never answer. */
  silent?: boolean
}

export interface SeenRequest {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
  /** Under which service name it was signed, if the signature is right. */
  signedFor: string
}

export const accessKey = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: 'token' }

/** An HTTP server on a free port that answers by script and verifies every signature with the local cloud's own verifier. */
export const scriptedApi = async (answers: (request: SeenRequest, count: number) => Scripted | Promise<Scripted>) => {
  const seen: SeenRequest[] = []
  const connections = new Set<unknown>()
  const verify = createVerifier({
    region: 'eu-west-1',
    findKey: () => accessKey as AccessKey,
    clock: Date.now,
  })
  const server = createServer(async (incoming: IncomingMessage, outgoing) => {
    connections.add(incoming.socket)
    const request = await readRequest(incoming, 1e6)
    const body = Buffer.from(request.body).toString()
    let signedFor = 'nobody'
    try {
      signedFor = verify(request).service
    } catch {}
    seen.push({
      method: request.method,
      path: request.path,
      query: Object.fromEntries(request.query),
      body: body === '' ? undefined : JSON.parse(body),
      signedFor,
    })
    const last = seen.at(-1)
    // What a script throws is an answer that was lost.
    const answer: Scripted = last
      ? await (async () => answers(last, seen.length))().catch(() => ({ hangUp: true }))
      : {}
    if (answer.silent) return
    if (answer.hangUp) {
      incoming.socket.destroy()
      return
    }
    outgoing.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}))
  })
  const port = await listen(server, 0)
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    connections,
    close: () => closeServer(server),
  }
}
