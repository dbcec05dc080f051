import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Shell extends AsyncDisposable {
  /** Runs commands in the one shell, which keeps variables and functions; answers what they printed. Rejects if one fails. */
  run(commands: string): Promise<string>
}

const longestMs = 240_000

/** A bash that stops at the first command that fails, as a careful reader would. */
export const openShell = (cwd: string, env: Record<string, string>): Shell => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-shell-'))
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-s'], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let [said, blocks] = ['', 0]
  const listeners = new Set<() => void>()
  const hear = (bytes: Buffer) => {
    said += bytes
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const closed = once(child, 'close')
  // A shell that ended takes no more commands; `closed` says so.
  child.stdin.on('error', () => {})
  return {
    run: async (commands) => {
      blocks += 1
      said = ''
      const [file, done] = [join(folder, `${blocks}.sh`), `@@ ${blocks} is done`]
      writeFileSync(file, `${commands}\n`)
      // What the commands read is not what the shell reads.
      child.stdin.write(`. ${file} < /dev/null\necho '${done}'\n`)
      const { promise, resolve } = Promise.withResolvers<string>()
      const listener = () => said.includes(done) && resolve('done')
      listeners.add(listener)
      const timer = setTimeout(() => resolve(`still runs after ${longestMs / 1000} s`), longestMs)
      const how = await Promise.race([promise, closed.then(([code]) => `ended with ${code}`)])
      clearTimeout(timer)
      listeners.delete(listener)
      if (how !== 'done') throw new Error(`${commands}\n\n${how}:\n${said}`)
      return said.replace(`${done}\n`, '')
    },
    [Symbol.asyncDispose]: async () => {
      // The whole group: a block that failed may have left its own children.
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await closed
      rmSync(folder, { recursive: true })
    },
  }
}
