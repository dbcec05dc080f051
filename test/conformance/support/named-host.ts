import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ran, run } from './run.ts'

const hosts = '/etc/hosts'
const isRoot = process.getuid?.() === 0
const unshare = ['unshare', ...(isRoot ? [] : ['--map-root-user']), '--mount']

const canUnshare = (): boolean => {
  const [program = '', ...args] = unshare
  return spawnSync(program, [...args, 'mount', '--bind', hosts, hosts], { stdio: 'ignore' }).status === 0
}

/** Why no program here can be made to resolve a name of our choice, or undefined. */
export const missingHosts = (): string | undefined =>
  isRoot || canUnshare()
    ? undefined
    : 'naming 127.0.0.1 needs root or a user namespace (unshare --map-root-user --mount)'

/**
 * Runs a program for which `name` is 127.0.0.1. mosquitto and AWS's device SDK take SNI from the host they connect to, so
 * AWS's names must resolve. The program gets a hosts file of its own in a private mount namespace, so any number of runs go
 * side by side; where that is not allowed, root adds a line to the machine's own file and takes it out again.
 */
export const runNamed = async (name: string, command: string[], timeoutMs = 20_000): Promise<Ran> => {
  const line = `127.0.0.1 ${name}\n`
  if (!canUnshare()) return withHostsLine(line, () => run(command, { timeoutMs }))
  const folder = mkdtempSync(join(tmpdir(), 'hosts-'))
  const own = join(folder, 'hosts')
  writeFileSync(own, readFileSync(hosts, 'utf8') + line)
  try {
    const script = 'mount --bind "$0" /etc/hosts && exec "$@"'
    return await run([...unshare, 'sh', '-c', script, own, ...command], { timeoutMs })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const lock = join(tmpdir(), 'mintmark-hosts.lock')

/** Adds the line, and takes exactly it out again, whatever others did to the file meanwhile. */
const withHostsLine = async <T>(line: string, act: () => Promise<T>): Promise<T> => {
  await locked(() => appendFileSync(hosts, line))
  try {
    return await act()
  } finally {
    await locked(() => writeFileSync(hosts, readFileSync(hosts, 'utf8').replace(line, '')))
  }
}

const locked = async (act: () => void): Promise<void> => {
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  try {
    act()
  } finally {
    rmdirSync(lock)
  }
}
