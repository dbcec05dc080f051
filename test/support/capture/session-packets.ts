import type { Passed } from '../tls/record-session.ts'
import { tcpPacket } from './packets.ts'
import type { WrittenPacket } from './pcap-file.ts'

export interface Route {
  client?: string
  server?: string
  clientPort?: number
  serverPort?: number
  /** Bytes a segment carries at most. */
  segment?: number
  /** Microseconds since 1970 of the SYN, now unless given; every packet after it is 1 ms later. */
  start?: number
  clientSequence?: number
  serverSequence?: number
}

/** What passed, as the IP packets of one TCP connection: SYN, data in segments, FIN or RST. */
export const sessionPackets = (passed: readonly Passed[], route: Route = {}): WrittenPacket[] => {
  const { client = '10.0.0.2', server = '52.1.2.3', clientPort = 49_152, serverPort = 8883, segment = 1360 } = route
  const packets: WrittenPacket[] = []
  const next = { client: route.clientSequence ?? 1000, server: route.serverSequence ?? 5000 }
  let time = route.start ?? Date.now() * 1000
  const send = (from: 'client' | 'server', flags: string, payload?: Buffer) => {
    const away = from === 'client'
    const bytes = tcpPacket({
      from: away ? client : server,
      to: away ? server : client,
      fromPort: away ? clientPort : serverPort,
      toPort: away ? serverPort : clientPort,
      sequence: next[from],
      acknowledge: next[away ? 'server' : 'client'],
      flags,
      ...(payload && { payload }),
    })
    packets.push({ bytes, time })
    next[from] = (next[from] + (payload?.length ?? 0) + (/[SF]/.test(flags) ? 1 : 0)) >>> 0
    time += 1000
  }
  send('client', 'S')
  send('server', 'SA')
  send('client', 'A')
  for (const event of passed) {
    if ('end' in event) {
      send(event.from, event.end === 'FIN' ? 'FA' : 'R')
      continue
    }
    for (let at = 0; at < event.bytes.length; at += segment) {
      send(event.from, 'PA', event.bytes.subarray(at, at + segment))
    }
  }
  return packets
}
