import { readFileSync } from 'node:fs'
import { allCauses } from '../../core/diagnosis/diagnose.ts'

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8')
const sections = new Map(page.split(/^## /m).map((text) => [text.slice(0, text.indexOf('\n')), text] as const))

test.each(allCauses.map(({ link, cause, means }) => [link, cause, means]))(
  'the section on %s lists %s',
  (link, cause, means) => {
    const section = sections.get(link) ?? ''
    expect(section).toContain(`\`${cause}\``)
    // The endpoint rules have a page of their own, with a test of its own.
    if (link !== 'endpoint') expect(section).toMatch(new RegExp(`\\| \`${cause}\` +\\| ${means} +\\| \\S`))
  },
)

test('the page lists no cause that is gone', () => {
  const listed = [...page.matchAll(/^\| `([\w-]+)` +\|/gm)].map((match) => match[1])
  const known = allCauses.map(({ cause }) => cause)
  expect(listed.filter((cause) => !known.includes(String(cause)))).toEqual([])
})
