// The one door of every npm script that must work as the first command on a fresh clone: it runs on any Node >= 20,
// installs what the lock file names when it is missing or older than the lock file, and hands over to the pinned Node.
// Plain JavaScript, because the Node that starts it may be too old to run TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = join(root, 'node_modules', '.bin')
const marker = join(root, 'node_modules', '.package-lock.json')
const lock = join(root, 'package-lock.json')

const isInstalled = () => existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs - 1000

if (!isInstalled()) {
  process.stderr.write('mintmark: installing what package-lock.json names (once, about a minute) …\n')
  const started = Date.now()
  // Not `npm ci`: it refuses a lock file without every other platform's binaries, which not every registry serves.
  const install = spawnSync('npm', ['install', '--no-save', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    process.stderr.write('mintmark: the installation failed; run `npm install --no-save` to see why, then try again.\n')
    process.exit(install.status ?? 1)
  }
  process.stderr.write(`mintmark: installed in ${Math.round((Date.now() - started) / 1000)} s\n`)
}

const [target, ...rest] = process.argv.slice(2)
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
const command =
  target === '--jest'
    ? ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...rest]
    : [join(root, target), ...rest]
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const child = spawn(
  existsSync(pinned) ? pinned : process.execPath,
  ['--disable-warning=ExperimentalWarning', ...command],
  {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
