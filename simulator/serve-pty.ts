import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, existsSync, lstatSync, openSync, rmSync } from 'node:fs'
import { Duplex } from 'node:stream'
import type { Modem } from './modem.ts'

export interface PtyPort {
  /** The path a tool opens, as if it were /dev/ttyACM0. */
  link: string
  /** The process behind the pty; killing it is pulling the cable. */
  pid(): number | undefined
  /** Pulls the cable: the path vanishes, whoever had it open notices. */
  unplug(): Promise<void>
  /** Plugs it in again, under the same path, with the modem as it was. */
  plug(): Promise<void>
  close(): Promise<void>
  /** Settles with the reason when the pty went away and could not be plugged in again. */
  lost: Promise<unknown>
}

/** socat is not installed; `message` says how to get it. */
export class MissingSocatError extends Error {
  override name = 'MissingSocatError'
}

const readyWithinMs = 5_000

/**
 * Puts a modem behind a pseudo-terminal. It takes any number of tools opening and closing it; if the pty itself goes away (socat is killed),
 * it is plugged in again, with the modem as it was.
 * @param socat the program, where it is not on the PATH
 * @throws MissingSocatError, or Error when the path is taken by something that is not a symbolic link
 */
export async function servePty(modem: Pick<Modem, 'attach'>, link: string, socat = 'socat'): Promise<PtyPort> {
  let current: Connection | undefined
  let wanted = true
  const { promise: lost, resolve: giveUp } = Promise.withResolvers<unknown>()
  const plug = async (): Promise<void> => {
    wanted = true
    current ??= await start(modem, link, socat)
    const mine = current
    void mine.gone.then(() => {
      if (current !== mine) return
      current = undefined
      if (wanted) plug().catch(giveUp)
    })
  }
  const unplug = async (): Promise<void> => {
    wanted = false
    const gone = current?.gone
    current?.stop()
    await gone
  }
  await plug()
  return { link, pid: () => current?.child.pid, plug, unplug, close: unplug, lost }
}

interface Connection {
  child: ChildProcess
  stop(): void
  gone: Promise<void>
}

async function start(modem: Pick<Modem, 'attach'>, link: string, socat: string): Promise<Connection> {
  removeStaleLink(link)
  const child = spawn(socat, [`PTY,link=${link.replace(/[\\,:!"'[\]{}]/g, '\\$&')},rawer`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
  const detach = modem.attach(stream)
  let holder: number | undefined
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      detach()
      if (holder !== undefined) closeSync(holder)
      removeStaleLink(link)
      resolve()
    })
  })
  await ready(child, link, () => complaint)
  // The slave side stays open here, unread: socat ends when the last one closes it, and tools may come and go.
  holder = openSync(link, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  return { child, stop: () => void child.kill('SIGTERM'), gone }
}

/** Settles once the link is there. */
function ready(child: ChildProcess, link: string, complaint: () => string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const poll = setInterval(() => existsSync(link) && resolve(), 5)
  const late = setTimeout(() => reject(new Error(`socat made no pty at ${link} in ${readyWithinMs} ms`)), readyWithinMs)
  child.once('error', (error: NodeJS.ErrnoException) => {
    const missing =
      'socat is not installed: get it with "apt-get install socat" (Debian, Ubuntu) or "brew install socat"'
    reject(error.code === 'ENOENT' ? new MissingSocatError(missing, { cause: error }) : error)
  })
  child.once('close', () => reject(new Error(`socat made no pty at ${link}: ${complaint().trim() || 'it ended'}`)))
  return promise.finally(() => {
    clearInterval(poll)
    clearTimeout(late)
  })
}

/** A link whose socat was killed stays behind; anything but a symbolic link is not ours and stays. */
function removeStaleLink(link: string): void {
  const found = lstatSync(link, { throwIfNoEntry: false })
  if (!found) return
  if (!found.isSymbolicLink()) throw new Error(`${link} exists and is not a symbolic link: choose another path`)
  rmSync(link)
}
