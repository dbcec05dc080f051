import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** `z.object(…)`, also where `z` ends a line; zod's calls make schemas and change nothing else. */
const schemaCall = /(?<![\w.'"`])z(?=\s*\.\s*\w+\()/g
/** The schema of the answer in a route: clients and pages read it, a function does not. */
const answerOfRoute = /^ {2}answer: [^\n]+,\n/m

/**
 * Lets a function carry only the schemas that it reads: marks those of the contract as free of side effects, so that unused
 * ones fall away, and takes the answers out of the routes. Schemas are half of what a function does before its first call.
 */
export const slimContract: Plugin = {
  name: 'slim-contract',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]core[\\/]api[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const isRoute = /[\\/]api[\\/]routes[\\/]/.test(path)
      return {
        contents: (isRoute ? text.replace(answerOfRoute, '') : text).replace(schemaCall, '/* @__PURE__ */ z'),
        loader: 'ts',
      }
    })
  },
}
