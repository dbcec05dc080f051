import type { EndedConnection } from '../collected.ts'
import { judgeAnswered } from './judge-answered.ts'
import { judgeClosed } from './judge-closed.ts'
import { judgeHandshake } from './judge-handshake.ts'
import { judgePlain } from './judge-plain.ts'
import { judgeTcp } from './judge-tcp.ts'
import type { Verdict } from './verdict.ts'
import type { VerdictContext } from './verdict-context.ts'

/** Says what one connection means. */
export const judge = (connection: EndedConnection, context: VerdictContext): Verdict => {
  const tls = connection.carried?.tls ?? null
  if (connection.carried?.mqtt) return judgePlain(connection, connection.carried.mqtt)
  if (tls === null) return judgeTcp(connection)
  switch (connection.ending) {
    case 'refused-by-device':
    case 'device-left':
    case 'refused-by-server':
    case 'handshake-unfinished':
      return judgeHandshake(connection, tls, context)
    case 'closed-unanswered':
    case 'closed-after-one-answer':
      return judgeClosed(connection, tls, context)
    default:
      return judgeAnswered(connection, tls, context)
  }
}
