import type { Body, Send } from '../../local/dynamodb/model/run.ts'

export interface Endpoint {
  send: Send
  /** What the calls since the last look consumed. */
  consumed(): unknown[]
}

/** Sends DynamoDB requests as they go over the wire; signed by nobody, since neither side checks here. */
export const endpointAt = (url: string): Endpoint => {
  let capacities: unknown[] = []
  return {
    send: async (operation, input): Promise<Body> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'content-type': 'application/x-amz-json-1.0',
          authorization:
            'AWS4-HMAC-SHA256 Credential=test/20260801/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
        },
        body: JSON.stringify(input),
      })
      const { ConsumedCapacity, ...body } = (await response.json()) as Body
      if (!response.ok) {
        const name = String(body.__type).split('#').at(-1)
        throw Object.assign(new Error(body.message ?? body.Message), { name, details: body })
      }
      capacities.push(ConsumedCapacity)
      return body
    },
    consumed: () => {
      const all = capacities
      capacities = []
      return all
    },
  }
}
