import { spawn } from 'node:child_process'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  timeoutMs?: number
  /** Given to the program, latin1, and then the end. */
  input?: string
  /** Its whole environment; this process's own by default. */
  env?: Record<string, string>
  cwd?: string
}

/** Runs a program to its end. */
export const run = async ([program = '', ...args]: string[], options: RunOptions = {}): Promise<Ran> => {
  const { timeoutMs = 20_000, input = '', env, cwd } = options
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
  })
  const texts = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk: Buffer) => {
      texts[stream] += chunk.toString('latin1')
    })
  child.stdin.on('error', () => {})
  child.stdin.end(Buffer.from(input, 'latin1'))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, ...texts }
}
