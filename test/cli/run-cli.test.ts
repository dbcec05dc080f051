import { fail } from '../../bench/failures/failure.ts'
import { type RegisterCommand, UsageError } from '../../cli/command.ts'
import { mintmark } from './support.ts'

/** A program with one command, `do`, that ends as given. */
const doing =
  (body: () => unknown): RegisterCommand =>
  (program, run) => {
    program
      .command('do')
      .requiredOption('--what <text>')
      .action(() =>
        run(async (context) => {
          context.progress('working')
          body()
          context.emit({ line: 1 }, 'line 1')
          return { exit: 0, json: { done: true }, text: 'done' }
        }),
      )
  }

const run = (body: () => unknown, args = ['do', '--what', 'x'], more = {}) =>
  mintmark(args, { list: [doing(body)], ...more })

const throwing = (error: unknown) => () => {
  throw error
}

test('the answer is text on stdout, progress is on stderr', async () => {
  expect(await run(() => {})).toMatchObject({ exit: 0, stdout: 'line 1\ndone\n', stderr: 'working\n' })
})

test.each([[['--json', 'do', '--what', 'x']], [['do', '--what', 'x', '--json']]])(
  '%j puts JSON lines and nothing else on stdout',
  async (args) => {
    expect(await run(() => {}, args)).toMatchObject({
      exit: 0,
      stdout: '{"line":1}\n{"done":true}\n',
      stderr: 'working\n',
    })
  },
)

test.each([
  [new UsageError('--what "x" is nothing'), 2, '--what "x" is nothing'],
  [fail('variable-missing', { name: 'N', what: 'a thing' }), 2, 'N is not set; expected a thing.\nSet N, then repeat.'],
  [fail('cloud-throttled', { tries: 6 }), 3, 'slow down 6 times'],
  [fail('port-busy', { port: 'COM5' }), 4, 'Another program holds COM5.'],
  [fail('port-silent', { port: 'COM5' }), 4, 'Nothing on COM5 answers AT.'],
  [new TypeError('x is not a function'), 70, 'x is not a function\nThis is a bug'],
  ['thrown text', 70, 'thrown text'],
])('%s ends with %i', async (error, exit, sentence) => {
  const text = await run(throwing(error))
  expect(text).toMatchObject({ exit, stdout: '' })
  expect(text.stderr).toContain(sentence)
  const json = await run(throwing(error), ['do', '--what', 'x', '--json'])
  expect(json.exit).toBe(exit)
  expect(json.json()).toHaveProperty('error.says')
})

test('a bug shows its stack only when asked', async () => {
  const bug = throwing(new Error('oops'))
  expect((await run(bug)).stderr).not.toContain('run-cli.test.ts')
  expect((await run(bug, undefined, { env: { MINTMARK_DEBUG: '1' } })).stderr).toContain('run-cli.test.ts')
})

test('Ctrl-C ends with 130 and no complaint', async () => {
  const stop = new AbortController()
  const answer = await run(
    () => {
      stop.abort(new Error('Ctrl-C'))
      stop.signal.throwIfAborted()
    },
    undefined,
    { signal: stop.signal },
  )
  expect(answer).toMatchObject({ exit: 130, stderr: 'working\nCalled off.\n' })
})

test.each([
  [[], 'Usage: mintmark'],
  [['dp'], "unknown command 'dp'"],
  [['do'], "required option '--what <text>' not specified"],
  [['do', '--what', 'x', '--wat'], "unknown option '--wat'"],
])('%j is a matter of usage', async (args, sentence) => {
  const answer = await run(() => {}, args as string[])
  expect(answer).toMatchObject({ exit: 2, stdout: '' })
  expect(answer.stderr).toContain(sentence)
  if (args.length > 0)
    expect((await run(() => {}, [...args, '--json'])).json()).toMatchObject({ error: { code: 'usage' } })
})

test('help and version are answers', async () => {
  expect(await mintmark(['--help'])).toMatchObject({ exit: 0, stderr: '' })
  expect((await mintmark(['--version'])).stdout).toBe('0.1.0\n')
})

test('every command has a description, and examples in its help', async () => {
  const { stdout } = await mintmark(['--help'])
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name).filter((name) => name !== 'help')
  expect(names.length).toBeGreaterThan(3)
  for (const name of names) {
    const { stdout: help, exit } = await mintmark([name, '--help'])
    expect(exit).toBe(0)
    expect(help.includes('Example') || help.includes('Commands:')).toBe(true)
  }
})
