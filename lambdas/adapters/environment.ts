/** Reads a required variable once, at start, so that a missing one fails the first call and not the thousandth. */
export const fromEnvironment = (name: string, env: NodeJS.ProcessEnv = process.env): string => {
  const value = env[name]
  if (value === undefined || value === '')
    throw new Error(`Environment variable ${name} is not set; the stack of this function must set it.`)
  return value
}
