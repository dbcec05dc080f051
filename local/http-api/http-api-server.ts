import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { closeServer, listen } from '../server/listen.ts'
import { BodyTooLarge, readRequest } from '../server/read-request.ts'
import { type AnswerDeps, answerRequest } from './answer-request.ts'
import { GatewayAnswer } from './gateway-answers.ts'
import type { HttpAnswer } from './read-result.ts'

// API Gateway Developer Guide, "Quotas for HTTP APIs": payload size.
const maxBodyBytes = 10 * 1024 * 1024

/** The loopback door of one HTTP API. */
export const createHttpApiServer = (deps: AnswerDeps) => {
  const answerTo = async (incoming: IncomingMessage): Promise<HttpAnswer> => {
    try {
      const request = await readRequest(incoming, maxBodyBytes)
      const [, rawQuery = ''] = /\?(.*)$/s.exec(incoming.url ?? '') ?? []
      return await answerRequest(deps, { request, rawQuery, sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1' })
    } catch (error) {
      if (error instanceof BodyTooLarge) return new GatewayAnswer('tooLarge').answer
      throw error
    }
  }
  const send = (response: ServerResponse, { status, headers, body }: HttpAnswer) => {
    response.writeHead(status, headers).end(body)
  }
  const server = createServer((incoming, response) => {
    answerTo(incoming)
      .then((answer) => send(response, answer))
      .catch(() => incoming.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  return {
    /** Listens on 127.0.0.1; port 0 takes a free one. Answers the URL. */
    listen: async (port: number) => `http://127.0.0.1:${await listen(server, port)}`,
    close: () => closeServer(server),
  }
}
