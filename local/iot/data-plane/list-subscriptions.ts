import { operation } from '../operation.ts'
import { pageOf } from '../operations/page.ts'
import { findSession, onClient } from './on-client.ts'

interface Input {
  clientId: string
  nextToken?: string
  maxResults?: number
}

export const listSubscriptions = operation({
  authorizations: onClient('iot:ListSubscriptions'),
  act: ({ clientId, nextToken, maxResults = 20 }: Input, iot) => {
    const { items, next } = pageOf(findSession(iot, clientId).subscriptions(), maxResults, nextToken)
    return { subscriptions: items, nextToken: next }
  },
})
