import { accessDeniedMessage } from '../iam/access-denied.ts'
import type { Identities } from '../iam/identities.ts'
import type { FunctionConfig } from './function-config.ts'

export interface LogLine {
  function: string
  group: string
  stream: string
  text: string
}

export interface OutputDeps {
  region: string
  accountId: string
  identities: Identities
  /** Stores a line in CloudWatch Logs. */
  store(group: string, stream: string, text: string): void
  log(line: string): void
}

/**
 * Delivers what functions print to their log groups, if their roles may write there: on AWS a missing permission loses the
 * lines in silence, here it is said once a function. `listen` hears every line, also the lost ones.
 */
export const createFunctionOutput = ({ region, accountId, identities, store, log }: OutputDeps) => {
  const listeners = new Set<(line: LogLine) => void>()
  const told = new Set<string>()
  const mayWrite = (config: FunctionConfig, stream: string): boolean => {
    const resource = `arn:aws:logs:${region}:${accountId}:log-group:${config.logGroup}:log-stream:${stream}`
    const denied = ['logs:CreateLogStream', 'logs:PutLogEvents']
      .map((action) => ({ action, resource }))
      .map((wanted) => ({
        wanted,
        decision: identities.authorizeRole(config.roleArn, 'lambda.amazonaws.com', {}, wanted),
      }))
      .find(({ decision }) => decision.result !== 'allowed')
    if (denied === undefined) return true
    if (!told.has(config.name))
      log(
        `what ${config.name} prints is lost: ${accessDeniedMessage({ arn: config.roleArn }, denied.wanted, denied.decision)}`,
      )
    told.add(config.name)
    return false
  }
  return {
    write: (config: FunctionConfig, stream: string, text: string) => {
      for (const listener of listeners) listener({ function: config.name, group: config.logGroup, stream, text })
      if (mayWrite(config, stream)) store(config.logGroup, stream, text)
    },
    listen: (listener: (line: LogLine) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
