import { spawnSync } from 'node:child_process'

/** Why a program cannot be used here, or undefined when it runs. */
export const missingProgram = (program: string, args: string[], install: string): string | undefined => {
  const { error } = spawnSync(program, args, { stdio: 'ignore' })
  return error === undefined ? undefined : `${program} is not installed; run: ${install}`
}

/**
 * Tests against somebody else's software. Where it is missing they are reported as SKIPPED with the reason;
 * in CI, which installs every peer, that is a failure.
 */
export const describePeer = (peer: string, missing: string | undefined, tests: () => void): void => {
  const title = `${peer}: SKIPPED, ${missing}`
  if (missing === undefined) describe(peer, tests)
  else if (process.env.CI === undefined) {
    // Jest keeps the titles of a wholly skipped file to itself.
    process.stderr.write(`${title}\n`)
    test.skip(title, () => {})
  } else
    test(title, () => {
      throw new Error(`${peer} must be there in CI: ${missing}`)
    })
}
