import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Python that has MiniStack: `MINISTACK_PYTHON`, else `python3`; undefined where there is none. */
export const pythonWithMiniStack = (): string | undefined => {
  const python = process.env.MINISTACK_PYTHON ?? 'python3'
  return spawnSync(python, ['-c', 'import ministack'], { stdio: 'ignore' }).status === 0 ? python : undefined
}

export interface MiniStack extends AsyncDisposable {
  url: string
}

/** Starts MiniStack with the named services on a free port of loopback, nothing else listening, its state in a directory that goes with it. */
export const startMiniStack = async (python: string, services: string): Promise<MiniStack> => {
  const home = await mkdtemp(join(tmpdir(), 'mintmark-ministack-'))
  const port = await freePort()
  const child = spawn(python, ['-m', 'ministack'], {
    // Nothing of this machine's AWS settings reaches it.
    env: {
      PATH: process.env.PATH,
      HOME: home,
      TMPDIR: home,
      STATE_DIR: home,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      SFTP_ENABLED: '0',
      IOT_MTLS_ENABLED: '0',
      SERVICES: services,
      LOG_LEVEL: 'WARNING',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk).slice(-4000)
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await isReady(url)); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error(`MiniStack did not start: ${stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(timer)
      await rm(home, { recursive: true, force: true })
    },
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/_ministack/health`)).ok
  } catch {
    return false
  }
}
