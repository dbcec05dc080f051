import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

const main = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')

/** Runs `mintmark` as a program of its own, with this environment and nothing of the tests' but PATH. */
export const runProgram = (args: readonly string[], env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
    const ended: Ended = { status: null, stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ended.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ended.stderr += text
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ ...ended, status }))
  })
