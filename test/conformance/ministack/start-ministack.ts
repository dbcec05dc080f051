import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from '../support/free-port.ts'
import { signedRequest } from '../support/signed-request.ts'

const inCiRun = join(import.meta.dirname, '..', '..', '..', '.ci', 'venv', 'bin', 'python')

/** A Python that has these modules: `MINISTACK_PYTHON`, that of `.ci/venv`, or `python3`; undefined where there is none. */
export const pythonWith = (...modules: string[]): string | undefined => {
  const candidates = [process.env.MINISTACK_PYTHON ?? '', inCiRun, 'python3'].filter((python) => python !== '')
  const program = `import ${modules.join(', ')}`
  return candidates.find((python) => spawnSync(python, ['-c', program], { stdio: 'ignore' }).status === 0)
}

/** Why MiniStack cannot be used here, or undefined. It needs `cryptography` to sign certificates. */
export const missingMiniStack = (): string | undefined =>
  pythonWith('ministack', 'cryptography') === undefined
    ? 'pip install -r .ci/requirements.txt, and name that Python in MINISTACK_PYTHON'
    : undefined

export interface MiniStack extends AsyncDisposable {
  url: string
  /** PEM of the certificate that `url` answers with, where it speaks TLS. */
  ca: string
  pid: number
  /** Where devices connect with mutual TLS. */
  mqttPort: number
}

export interface MiniStackOptions {
  /** All by default; named ones come over plain HTTP, without device connections. */
  services?: string
  /** More variables of its environment. */
  env?: Record<string, string>
}

/** As strict as it can be: signatures, roles and policies are checked, over TLS, since our queues demand TLS. */
const whole = { AUTH: 'true', USE_SSL: '1' }

/** Starts MiniStack on free ports of loopback and nowhere else (`loopback.py`), its state in a directory that goes with it. */
export const startMiniStack = async (options: MiniStackOptions = {}): Promise<MiniStack> => {
  const { services } = options
  const python = pythonWith('ministack') ?? 'python3'
  const home = await mkdtemp(join(tmpdir(), 'mintmark-ministack-'))
  const [port, mqttPort] = [await freePort(), await freePort()]
  const child = spawn(python, [join(import.meta.dirname, 'loopback.py')], {
    // Nothing of this machine's AWS settings reaches it.
    env: {
      // Functions run on the first `node` of the path.
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: home,
      TMPDIR: home,
      STATE_DIR: home,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      SFTP_ENABLED: '0',
      IOT_MTLS_PORT: String(mqttPort),
      LOG_LEVEL: 'WARNING',
      ...(services === undefined ? whole : { SERVICES: services, IOT_MTLS_ENABLED: '0' }),
      ...options.env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk).slice(-4000)
  })
  const url = `${services === undefined ? 'https' : 'http'}://127.0.0.1:${port}`
  for (let tries = 0; !(await isReady(url, home)); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error(`MiniStack did not start: ${stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    ca: caIn(home),
    pid: child.pid ?? 0,
    mqttPort,
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

/** MiniStack makes its certificate at the start. */
const caIn = (home: string): string => {
  const file = join(home, 'ministack-tls', 'server.crt')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

const isReady = async (url: string, home: string): Promise<boolean> => {
  try {
    const { status } = await signedRequest(`${url}/_ministack/ready`, { service: '', region: '', ca: caIn(home) })
    return status === 200
  } catch {
    return false
  }
}
