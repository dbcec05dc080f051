/** What a reporter knows of one case. */
export interface Case {
  /** Title of the outermost describe block: `target × client`. */
  group: string | undefined
  title: string
  status: string
}

const columns = ['passed', 'failed', 'skipped', 'not judged'] as const
type Column = (typeof columns)[number]

interface Row {
  group: string
  counts: Record<Column, number>
}

const notJudged = /^(known gap:|not judged by )/

const columnOf = ({ title, status }: Case): Column => {
  if (status === 'failed') return 'failed'
  if (status !== 'passed') return 'skipped'
  return notJudged.test(title) ? 'not judged' : 'passed'
}

/** `local cloud × boto3: SKIPPED, why` without what comes behind the client. */
const rowOf = ({ group, title }: Case): string => (group ?? title.split(': SKIPPED')[0] ?? title).trim()

const isTold = ({ group, title }: Case) => (group ?? title).includes(' × ')

const countRows = (cases: readonly Case[]): Row[] => {
  const rows = new Map<string, Row>()
  for (const each of cases.filter(isTold)) {
    const group = rowOf(each)
    const row = rows.get(group) ?? { group, counts: { passed: 0, failed: 0, skipped: 0, 'not judged': 0 } }
    row.counts[columnOf(each)] += 1
    rows.set(group, row)
  }
  return [...rows.values()].toSorted((a, b) => (a.group < b.group ? -1 : 1))
}

const lines = (table: string[][]): string[] => {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** The table of targets and clients, then every gap that a case watches, then what was skipped and why. */
export const renderMatrix = (cases: readonly Case[]): string => {
  const table = countRows(cases).map(({ group, counts }) => {
    const [target = '', client = ''] = group.split(' × ')
    return [target, client, ...columns.map((column) => String(counts[column]))]
  })
  const told = cases.filter(isTold)
  const gaps = told.filter((each) => columnOf(each) === 'not judged').map((each) => `${rowOf(each)}: ${each.title}`)
  const skipped = told.filter((each) => columnOf(each) === 'skipped').map(({ title }) => title)
  return [
    ...lines([['target', 'client', ...columns], ...table]),
    ...(gaps.length === 0 ? [] : ['', 'Not judged; a case watches each and fails when it closes:', ...gaps]),
    ...(skipped.length === 0 ? [] : ['', ...skipped]),
  ].join('\n')
}
