import type { TcpConnection } from './tcp/tcp-connection.ts'
import { type Ending, endingOf, failed } from './verdict/ending.ts'

/** A connection as it is reported. */
export interface EndedConnection extends TcpConnection {
  /** The name the server's address was asked for in the same capture, if it was. */
  dnsName: string | null
  ending: Ending
}

/**
 * Keeps the connections that a report shows: the first of those that failed and of those that did not, and the last of each.
 * A capture with a million connections costs no more than one with a thousand; all of them are counted.
 */
export class Collected {
  readonly #most: number
  readonly #kept: EndedConnection[] = []
  readonly #keptOf = { failed: 0, fine: 0 }
  readonly #last: { failed: EndedConnection | null; fine: EndedConnection | null } = { failed: null, fine: null }
  readonly counts: Partial<Record<Ending, number>> = {}

  constructor(most: number) {
    this.#most = most
  }

  add(connection: TcpConnection, dnsName: string | null): void {
    const ending = endingOf(connection)
    this.counts[ending] = (this.counts[ending] ?? 0) + 1
    const ended = { ...connection, dnsName, ending }
    const kind = failed(ending) ? 'failed' : 'fine'
    if (this.#keptOf[kind] < this.#most) {
      this.#keptOf[kind] += 1
      this.#kept.push(ended)
    } else this.#last[kind] = ended
  }

  /** In the order they were opened. */
  all(): EndedConnection[] {
    const last = Object.values(this.#last).filter((connection) => connection !== null)
    return [...this.#kept, ...last].sort((a, b) => a.opened - b.opened)
  }
}
