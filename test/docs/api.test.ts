import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPage } from '../../scripts/docs/api-page.ts'
import { openApi } from '../../scripts/docs/openapi.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')

test('docs/openapi.json is what the routes and schemas say (else: node scripts/write-api.ts)', () => {
  expect(JSON.parse(read('openapi.json'))).toEqual(JSON.parse(JSON.stringify(openApi())))
})

test('docs/api.md is the same for people (else: node scripts/write-api.ts)', () => {
  expect(read('api.md')).toBe(apiPage())
})
