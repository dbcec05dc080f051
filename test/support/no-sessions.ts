import { HttpResponse } from '@smithy/core/protocols'

/** A data plane with no device connected: ending a session finds none. */
export const noSessions = {
  metadata: { handlerProtocol: 'http/1.1' },
  destroy: () => undefined,
  handle: async () => ({
    response: new HttpResponse({
      statusCode: 404,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' },
      body: Buffer.from('{"message":"no connection"}'),
    }),
  }),
}
