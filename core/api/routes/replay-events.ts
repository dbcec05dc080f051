import { replayAnswer, replayRequest } from '../presence-events.ts'
import type { Route } from '../route.ts'

/** `POST /v1/presence-events/replay` */
export const replayEvents = {
  method: 'POST',
  path: '/v1/presence-events/replay',
  audience: 'ops',
  summary: 'Put presence events that failed back into their queue',
  request: replayRequest,
  answer: replayAnswer,
  status: 200,
  refusals: [],
} as const satisfies Route
