import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineStage, type StageProps } from '../../infra/stage.ts'
import { synthesize } from '../../infra/synthesize.ts'
import { pythonWith } from './ministack/start-ministack.ts'
import { describePeer } from './support/peer.ts'
import { run } from './support/run.ts'

const python = pythonWith('cfnlint')
const missing = python === undefined ? 'pip install -r .ci/requirements.txt' : undefined

/** Both shapes of the stacks; without IoT logging there is one stack less. */
const stages: [what: string, props: StageProps, regions: string[]][] = [
  ['the default stage', { name: 'dev' }, ['eu-west-1', 'us-east-1']],
  [
    'IoT logging adopted, with a mail address',
    { name: 'prod', iotLogging: 'adopt', alarmEmail: 'ops@example.com' },
    ['eu-west-1'],
  ],
]
// CDK's own construct for functions writes the dependency that W3005 finds superfluous.
const options = ['--ignore-checks', 'W3005']
// Its command is a script of its own beside the Python, which need not be on the path.
const program = 'import sys; from cfnlint.runner import main; sys.exit(main())'

describePeer('templates × cfn-lint', missing, () => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  test.each(stages)('%s: not a word', async (_what, props, regions) => {
    const outdir = mkdtempSync(join(tmpdir(), 'mintmark-lint-'))
    folders.push(outdir)
    const lambdas = join(import.meta.dirname, '..', '..', 'lambdas')
    await synthesize({ pickStage: () => defineStage(props), lambdas, outdir, fast: true })
    const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'))
    expect(templates.length).toBeGreaterThan(4)
    const files = templates.map((file) => join(outdir, file))
    const command = [python ?? '', '-c', program, ...options, '--regions', ...regions, '--', ...files]
    const { code, stdout, stderr } = await run(command, { timeoutMs: 110_000 })
    expect([stdout, stderr, code]).toEqual(['', '', 0])
  })
})
