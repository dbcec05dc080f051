import { readFileSync } from 'node:fs'
import { findingIds } from '../../core/endpoint/check-endpoint.ts'
import { rules } from '../../core/endpoint/rules.ts'
import { kconfigRuleIds } from '../../core/kconfig/kconfig-findings.ts'

// Cells may be padded to line up.
const page = readFileSync(new URL('../../docs/endpoint-rules.md', import.meta.url), 'utf8').replace(/ {2,}/g, ' ')

test.each(rules.map((rule) => [rule.id, rule]))('the page lists %s as it is', (id, { severity, evidence, source }) => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\` |`))
  expect(row).toContain(`| ${severity} |`)
  expect(row).toContain(`| ${evidence} | ${source} |`)
})

test.each([...findingIds, ...kconfigRuleIds])('the page names %s', (id) => {
  expect(page).toContain(`\`${id}\``)
})

test('the page lists no rule that is gone', () => {
  const listed = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1])
  expect(listed.filter((id) => !findingIds.includes(String(id)) && !kconfigRuleIds.includes(String(id)))).toEqual([])
})
