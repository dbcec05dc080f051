import { iotError } from '../errors.ts'
import type { RuleAction, RulePayload } from '../tables.ts'
import type { Statement } from './sql/expression.ts'
import { parseExpression, parseSql } from './sql/parse.ts'
import { SqlError } from './sql/tokenize.ts'

const maxActions = 10
const sqlVersions = ['2015-10-08', '2016-03-23']
const members: Record<string, { required: string[]; optional: string[] }> = {
  sqs: { required: ['roleArn', 'queueUrl'], optional: ['useBase64'] },
  lambda: { required: ['functionArn'], optional: [] },
  republish: { required: ['roleArn', 'topic'], optional: ['qos'] },
  sns: { required: ['roleArn', 'targetArn'], optional: ['messageFormat'] },
}

/** Throws SqlParseException or InvalidRequestException unless every part of the rule is one the local engine honours. */
export const checkRule = (payload: RulePayload): Statement => {
  const { sql = '', actions = [], awsIotSqlVersion = '2015-10-08', errorAction } = payload
  if (!sqlVersions.includes(awsIotSqlVersion))
    throw iotError('InvalidRequestException', `SQL version ${awsIotSqlVersion} is not one of ${sqlVersions.join(', ')}`)
  if (actions.length === 0 || actions.length > maxActions)
    throw iotError('InvalidRequestException', `A rule has 1 to ${maxActions} actions, not ${actions.length}`)
  for (const action of errorAction === undefined ? actions : [...actions, errorAction]) checkAction(action)
  return readSql(sql)
}

export const readSql = (sql: string): Statement => {
  try {
    return parseSql(sql)
  } catch (error) {
    if (error instanceof SqlError)
      throw iotError('SqlParseException', `The local rules engine cannot run this SQL: ${error.message} (in: ${sql})`)
    throw error
  }
}

const checkTemplate = (template: string): void => {
  for (const [, expression = ''] of template.matchAll(/\$\{([^}]*)\}/g)) {
    try {
      parseExpression(expression)
    } catch (error) {
      if (!(error instanceof SqlError)) throw error
      throw iotError('InvalidRequestException', `The template \${${expression}} is not understood: ${error.message}`)
    }
  }
}

const checkAction = (action: RuleAction): void => {
  const [kind, ...others] = Object.keys(action)
  const known = members[kind ?? '']
  if (kind === undefined || known === undefined || others.length > 0)
    throw iotError(
      'InvalidRequestException',
      `A rule action is one of ${Object.keys(members).join(', ')} here, not ${Object.keys(action).join(' and ') || 'nothing'}`,
    )
  const given = Object.entries(Object.values(action)[0] ?? {}).filter(([, value]) => value !== undefined)
  const names = given.map(([name]) => name)
  const missing = known.required.find((name) => !names.includes(name))
  if (missing !== undefined) throw iotError('InvalidRequestException', `The ${kind} action needs ${missing}`)
  const unknown = names.find((name) => ![...known.required, ...known.optional].includes(name))
  if (unknown !== undefined)
    throw iotError('InvalidRequestException', `The local ${kind} action cannot honour "${unknown}"`)
  checkTemplate(action.republish?.topic ?? '')
}
