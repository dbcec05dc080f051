import { writeFileSync } from 'node:fs'
import { apiPage } from './docs/api-page.ts'
import { openApi } from './docs/openapi.ts'

/** Writes docs/openapi.json and docs/api.md anew, after a change of a route or a schema: `node scripts/write-api.ts`. */
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(openApi(), null, 1)}\n`)
writeFileSync(new URL('../docs/api.md', import.meta.url), apiPage())
