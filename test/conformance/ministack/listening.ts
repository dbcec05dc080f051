import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const listen = '0A'
const families = ['tcp', 'tcp6'] as const

/** `0100007F:1F90`, bytes of each word in the order of this machine, as `127.0.0.1:8080`; IPv6 stays hexadecimal. */
const addressOf = (hex: string): string => {
  const [address = '', port = ''] = hex.split(':')
  const host = address.length === 8 ? Buffer.from(address, 'hex').reverse().join('.') : address
  return `${host}:${Number.parseInt(port, 16)}`
}

const socketsOf = (pid: number): Set<string> => {
  const folder = `/proc/${pid}/fd`
  const links = readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)]
    } catch {
      return []
    }
  })
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
}

const childrenOf = (pid: number): number[] => {
  const threads = readdirSync(`/proc/${pid}/task`)
  const direct = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return [...direct, ...direct.flatMap(childrenOf)]
}

/** Addresses that a process and its children listen on, as the kernel tells them (proc(5), /proc/net/tcp). */
export const listening = (pid: number): string[] => {
  const own = new Set([pid, ...childrenOf(pid)].flatMap((each) => [...socketsOf(each)]))
  return families.flatMap((family) =>
    readFileSync(`/proc/net/${family}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, ...rest]) => state === listen && own.has(rest[5] ?? ''))
      .map(([, local = '']) => addressOf(local)),
  )
}
