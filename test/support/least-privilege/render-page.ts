import { categoryOf } from './category.ts'
import { type Granted, tailOf } from './granted.ts'
import { storyFor } from './prove.ts'
import { stories } from './stories.ts'

const intro = `# Least privilege

What each function and each topic rule of a stage may do, and the story that fails when exactly that right is denied.
\`npm test -- least-privilege\` proves it: in one running local cloud with the stacks as they are deployed, each right is
denied in turn, on its resource alone, while the shortest story that reaches it is told. A right that no story needs fails
that test, and so does a page that is not current; \`node scripts/write-least-privilege.ts\` writes it anew.

Resources are the ends of their ARNs, in the stage \`dev\`.
`

const apart: [category: ReturnType<typeof categoryOf>, title: string, why: string][] = [
  [
    'event source',
    'Asked for when the stack is deployed',
    'Lambda reads the queue or the stream in the role of the function. It asks for these rights when the mapping is made; without any one of them the deployment fails, which the same test shows.',
  ],
  [
    'logging',
    'Logging',
    'Lambda writes the log of a function in its role. A function works without, and nobody learns why it failed.',
  ],
  ['dead letters', 'Dead letters', 'Where a rule puts what it could not queue. Nothing goes there on a good day.'],
]

const byText = (a: Granted, b: Granted) => (textOf(a) < textOf(b) ? -1 : 1)
const textOf = ({ owner, action, resource }: Granted) => `${owner} ${action} ${tailOf(resource)}`

const table = (head: readonly string[], rows: readonly string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (text: string) => `\`${text}\``

/** A stream is named by the moment at which its table was made. */
const placeOf = ({ resource }: Granted) => tailOf(resource).replace(/\/stream\/.*/, '/stream/<label>')

/** The whole page for what is granted. */
export const renderPage = (granted: readonly Granted[]): string => {
  const of = (category: string) => granted.filter((grant) => categoryOf(grant) === category).toSorted(byText)
  const main = table(
    ['function', 'may', 'on', 'or else this fails'],
    of('work').map((grant) => [
      code(grant.owner),
      code(grant.action),
      code(placeOf(grant)),
      storyFor(grant, stories[grant.owner] ?? [])?.name ?? 'nothing',
    ]),
  )
  const others = apart.map(([category, title, why]) => {
    const rows = of(category).map((grant) => [code(grant.owner), code(grant.action), code(placeOf(grant))])
    return `## ${title}\n\n${why}\n\n${table(['function', 'may', 'on'], rows)}\n`
  })
  return [intro, `${main}\n`, ...others].join('\n')
}
