import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { isAbsolute, join } from 'node:path'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { Label } from './label.ts'
import { pngLabel } from './png-label.ts'
import { zplLabel } from './zpl-label.ts'

export interface Printer {
  /** Resolves when the label is handed over whole; throws `label-not-printed`. */
  print(label: Label): Promise<void>
  /** Whether printing again gives no second label: true of a folder. */
  isRepeatable: boolean
}

const silentMs = 10_000

const toSocket = async (host: string, port: number, text: string): Promise<void> => {
  const socket = connect({ host, port, timeout: silentMs })
  socket.on('timeout', () => socket.destroy(new Error(`no answer within ${silentMs / 1000} s`)))
  try {
    await once(socket, 'connect')
    socket.resume()
    const closed = once(socket, 'close')
    socket.end(text)
    await closed
    if (socket.errored) throw socket.errored
  } finally {
    socket.destroy()
  }
}

const toCommand = async (command: string, bytes: string | Buffer): Promise<void> => {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.on('error', () => {})
  child.stdin.end(bytes)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`it ended with ${code}`)
}

/** A name that every file system takes. */
const fileName = (name: string): string => name.replace(/[^A-Za-z0-9._-]/g, '_')

/** The PNG first: who waits for the ZPL finds both. */
const toFolder = async (folder: string, label: Label): Promise<void> => {
  const path = join(folder, fileName(label.thingName))
  await writeAtomically(`${path}.png`, pngLabel(label))
  await writeAtomically(`${path}.zpl`, zplLabel(label))
}

/**
 * Where labels go: `tcp://host[:9100]` (a ZPL printer), `exec:COMMAND` (ZPL on its standard input), `exec-png:COMMAND`
 * (the same label as PNG), or a folder that takes both (`file:` or a plain path).
 */
export const openPrinter = (target: string): Printer => {
  const named = (act: Promise<void>) =>
    act.catch((cause) => {
      throw fail('label-not-printed', { target, reason: reasonOf(cause) }, { cause })
    })
  if (target.startsWith('tcp://')) {
    const { hostname, port } = new URL(target)
    return { isRepeatable: false, print: (label) => named(toSocket(hostname, Number(port || 9100), zplLabel(label))) }
  }
  if (target.startsWith('exec:'))
    return { isRepeatable: false, print: (label) => named(toCommand(target.slice(5), zplLabel(label))) }
  if (target.startsWith('exec-png:'))
    return { isRepeatable: false, print: (label) => named(toCommand(target.slice(9), pngLabel(label))) }
  const path = target.startsWith('file:') ? target.slice(5) : target
  const folder = isAbsolute(path) ? path : join(process.cwd(), path)
  return {
    isRepeatable: true,
    print: (label) => named(toFolder(folder, label)),
  }
}
