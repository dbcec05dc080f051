import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** What works on Linux and macOS only, or means something else on Windows. */
const posixOnly: Record<string, RegExp> = {
  'a signal': /\bprocess\.kill\(|\.kill\(|['"]SIG(TERM|KILL|HUP|USR\d|INT|STOP|CONT)['"]/,
  'rights and owners': /\b(f?chmod|l?chown|umask)\b|\bprocess\.(get|set)e?[ug]id\b|\bmode: 0o|, 0o\d{3}\)/,
  links: /\b(symlink|readlink|link)(Sync)?\(|\blstat/,
  'a path of one system': /['"`](\/dev\/|\/proc\/|\/tmp\b|\/sys\/|\/etc\/|\/var\/|\/run\/)/,
  'a socket with a path': /\.sock\b|connect\(\{ path\b|listen\(['"`]\//,
  'a folder that is flushed': /open\([^)]*dirname/,
  'a program of one system': /(?<![.\w])(execFile|execSync|spawnSync|fork|exec)\(|\bspawn\(['"`]/,
  'a file descriptor read by hand': /import \{[^}]*\bread(Sync)?\b[^}]*\} from 'node:fs'|O_NOCTTY|O_NONBLOCK/,
  'a path cut at slashes': /split\(['"]\/['"]\)/,
}

/** Where one of them may stand, and what in that file or in its only caller keeps it from doing harm. */
const allowed: { file: string; what: keyof typeof posixOnly; behind: string; in?: string; why: string }[] = [
  {
    file: 'bench/journal/lock-journal.ts',
    what: 'a signal',
    behind: 'process.kill(pid, 0)',
    why: 'signal 0 only asks whether a process is there, on Windows too',
  },
  {
    file: 'bench/ports/linux-locations.ts',
    what: 'links',
    behind: "platform === 'linux' ? linuxLocations",
    in: 'bench/ports/list-ports.ts',
    why: 'only asked on Linux',
  },
  {
    file: 'bench/ports/linux-locations.ts',
    what: 'a path of one system',
    behind: "platform === 'linux' ? linuxLocations",
    in: 'bench/ports/list-ports.ts',
    why: 'only asked on Linux',
  },
  {
    file: 'bench/ports/list-ports.ts',
    what: 'a path of one system',
    behind: "platform === 'darwin' ?",
    why: 'only replaced on macOS',
  },
  {
    file: 'bench/serial/notice-hang-up.ts',
    what: 'a file descriptor read by hand',
    behind: "!('poller' in binding)",
    why: 'the binding of Windows has no poller and is left as it is',
  },
  {
    file: 'bench/identity/bench-key.ts',
    what: 'rights and owners',
    behind: "on Windows the folder's rights count",
    why: 'Windows ignores the mode; docs/station-windows-macos.md says what to do there',
  },
]

const sources = readdirSync(join(root, 'bench'), { recursive: true, encoding: 'utf8' })
  .map((name) => `bench/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.ts') && !name.startsWith('bench/page/'))
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

const found = sources.flatMap((file) => {
  const text = withoutComments(textOf(file))
  return Object.entries(posixOnly)
    .filter(([, pattern]) => pattern.test(text))
    .map(([what]) => `${file}: ${what}`)
})

test('nothing in bench/ needs a POSIX system, but for what is listed here', () => {
  expect(found.sort()).toEqual(allowed.map(({ file, what }) => `${file}: ${what}`).sort())
})

test.each(allowed)('$file may hold $what: $why', ({ file, behind, in: caller = file }) => {
  expect(textOf(caller)).toContain(behind)
  if (caller === file) return
  const name = file.slice(file.lastIndexOf('/') + 1)
  const callers = sources.filter((other) => textOf(other).includes(`/${name}'`))
  expect(callers).toEqual([caller])
})

test.each([
  ['a signal', "process.kill(pid, 'SIGTERM')"],
  ['rights and owners', 'await chmod(path, 0o600)'],
  ['rights and owners', "open(path, 'wx', 0o600)"],
  ['links', 'await symlink(a, b)'],
  ['a path of one system', "join('/proc/self', x)"],
  ['a path of one system', 'const t = "/tmp/x"'],
  ['a socket with a path', "connect({ path: '/run/x' })"],
  ['a folder that is flushed', 'const folder = await open(dirname(path))'],
  ['a program of one system', "spawn('lsof', [])"],
  ['a file descriptor read by hand', "import { read } from 'node:fs'"],
  ['a path cut at slashes', "path.split('/')"],
] as const)('%s would be found in %j', (what, code) => {
  expect(posixOnly[what]?.test(code)).toBe(true)
})
