import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { commands } from '../../cli/commands.ts'
import { functions } from '../../infra/functions.ts'
import { synthesized } from '../infra/synthesized.ts'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'runbook.md'), 'utf8')
const folders = functions.map(({ folder }) => folder)

/** Text of each entry by its heading. */
const entries = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split(/\n/)
      return [heading, lines.join('\n').split(/^## /m)[0] ?? ''] as const
    }),
)
/** Functions that have a row in the table of the last two entries. */
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| .+ \| (?:now|shift|day) \|$/gm)].map(([, folder = '']) => folder)

test('there is an entry for every alarm of the synthesized templates, and for no other', async () => {
  const app = await synthesized()
  const alarms = app
    .resources<{ AlarmName: string }>('AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.AlarmName.replace('mintmark-dev-', ''))
  const described = [...entries.keys()].flatMap((heading) =>
    heading.startsWith('FUNCTION-') ? rows.map((folder) => heading.replace('FUNCTION', folder)) : [heading],
  )
  expect(described.toSorted()).toEqual(alarms.toSorted())
})

test('the table has each function once', () => {
  expect(rows.toSorted()).toEqual(folders.toSorted())
})

test.each([...entries])('%s: what it means, the first command, when it is over, whom to wake', (_, entry) => {
  const [, first] = /^\*\*First\.\*\* `((?:mintmark|aws) [^`]+)`$/m.exec(entry) ?? []
  expect(first).toBeDefined()
  for (const part of ['Means', 'Over when', 'Wake'])
    expect(entry).toMatch(new RegExp(`^\\*\\*${part}\\.\\*\\* .+`, 'm'))
  expect(entry).toMatch(/\*\*Wake\.\*\* (?:\*(?:now|shift|day)\*|As the table says)/)
})

test('every command of mintmark that the page names is one', () => {
  const program = new Command('mintmark')
  for (const register of commands) register(program, async () => undefined)
  const named = [...page.matchAll(/`mintmark ([a-z][^`]*)`/g)].map(([, line = '']) => line.split(' '))
  expect(named.length).toBeGreaterThan(20)
  for (const [name = '', ...words] of named) {
    const command = program.commands.find((each) => each.name() === name)
    expect([name, command?.name()]).toEqual([name, name])
    const [sub = ''] = words
    if (command !== undefined && command.commands.length > 0)
      expect([name, command.commands.map((each) => each.name())]).toEqual([name, expect.arrayContaining([sub])])
    const known = command?.commands.find((each) => each.name() === sub) ?? command
    const options = known?.options.flatMap(({ long }) => long ?? []) ?? []
    for (const option of words.filter((word) => word.startsWith('--')))
      expect([name, sub, options]).toEqual([name, sub, expect.arrayContaining([option])])
  }
})

test('every log group, rule and table that a command names is deployed under that name', async () => {
  const app = await synthesized()
  const deployed = new Set(
    app.resources().flatMap(({ Properties }) => {
      const { LogGroupName, Name, TableName } = Properties as Record<string, unknown>
      return [LogGroupName, Name, TableName]
    }),
  )
  const named = [...page.matchAll(/(?:--log-group-name|logs tail|-rule --name|TableName,Value=)[ ]?([\w/-]+)/g)]
  expect(named.length).toBeGreaterThan(15)
  for (const [, name = ''] of named)
    expect([name, deployed.has(name.replace('FUNCTION', 'sweep'))]).toEqual([name, true])
})

test('links lead to entries', () => {
  for (const [, target = ''] of page.matchAll(/\]\(#([a-z-]+)\)/g)) expect([...entries.keys()]).toContain(target)
})
