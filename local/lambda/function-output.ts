import { accessDeniedMessage } from '../iam/access-denied.ts'
import type { Identities } from '../iam/identities.ts'
import type { LocalLogs } from '../logs/create-logs.ts'
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
  logs: Pick<LocalLogs, 'append' | 'createLogGroup' | 'hasGroup'>
  log(line: string): void
}

const writing = ['logs:CreateLogStream', 'logs:PutLogEvents']

/**
 * Delivers what functions print to their log groups, if their roles may write there: on AWS a missing permission loses the
 * lines in silence, here it is said once a function. `listen` hears every line, also the lost ones.
 */
export const createFunctionOutput = ({ region, accountId, identities, logs, log }: OutputDeps) => {
  const listeners = new Set<(line: LogLine) => void>()
  const told = new Set<string>()
  const mayWrite = ({ name, roleArn, logGroup }: FunctionConfig, stream: string): boolean => {
    const actions = logs.hasGroup(logGroup) ? writing : ['logs:CreateLogGroup', ...writing]
    const resource = `arn:aws:logs:${region}:${accountId}:log-group:${logGroup}:log-stream:${stream}`
    for (const action of actions) {
      const wanted = { action, resource }
      const decision = identities.authorizeRole(roleArn, 'lambda.amazonaws.com', {}, wanted)
      if (decision.result === 'allowed') continue
      if (!told.has(name))
        log(`what ${name} prints is lost: ${accessDeniedMessage({ arn: roleArn }, wanted, decision)}`)
      told.add(name)
      return false
    }
    return true
  }
  return {
    write: (config: FunctionConfig, stream: string, text: string) => {
      for (const listener of listeners) listener({ function: config.name, group: config.logGroup, stream, text })
      if (!mayWrite(config, stream)) return
      if (!logs.hasGroup(config.logGroup)) logs.createLogGroup({ LogGroupName: config.logGroup })
      logs.append(config.logGroup, stream, [text])
    },
    listen: (listener: (line: LogLine) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
