import { iotError } from '../errors.ts'

export interface Condition {
  operator: string
  key: string
  values: string[]
}

export interface Statement {
  effect: 'Allow' | 'Deny'
  actions: string[]
  resources: string[]
  conditions: Condition[]
}

const maxCharacters = 2048
const versions = ['2012-10-17', '2008-10-17']
const statementKeys = ['Sid', 'Effect', 'Action', 'Resource', 'Condition']
const parsed = new Map<string, Statement[]>()

/** Throws MalformedPolicyException unless AWS IoT could hold and read the document; its size counts without white space (reference 3.2). */
export const checkPolicyDocument = (document: string): void => {
  const characters = document.replace(/\s/g, '').length
  if (characters > maxCharacters)
    throw malformed(`it has ${characters} characters without white space, more than ${maxCharacters}`)
  parsePolicyDocument(document)
}

/** The statements of a policy document. */
export const parsePolicyDocument = (document: string): Statement[] => {
  const known = parsed.get(document)
  if (known !== undefined) return known
  const statements = readDocument(document)
  parsed.set(document, statements)
  return statements
}

const readDocument = (document: string): Statement[] => {
  const root = asObject(parseJson(document), 'the document')
  refuseOthers(root, ['Version', 'Id', 'Statement'], 'the document')
  if (!versions.includes(String(root.Version)))
    throw malformed(`Version is ${JSON.stringify(root.Version)}, not one of ${versions.join(', ')}`)
  const statements = asList(root.Statement)
  if (statements.length === 0) throw malformed('it has no Statement')
  return statements.map(readStatement)
}

const readStatement = (value: unknown): Statement => {
  const statement = asObject(value, 'a statement')
  refuseOthers(statement, statementKeys, 'a statement')
  const { Effect: effect } = statement
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Effect is ${JSON.stringify(effect)}, not Allow or Deny`)
  return {
    effect,
    actions: asStrings(statement.Action, 'Action'),
    resources: asStrings(statement.Resource, 'Resource'),
    conditions: readConditions(statement.Condition),
  }
}

const readConditions = (value: unknown): Condition[] => {
  if (value === undefined) return []
  return Object.entries(asObject(value, 'Condition')).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys, operator)).map(([key, values]) => ({
      operator,
      key,
      values: asList(values).map(String),
    })),
  )
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(`it is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

const asObject = (value: unknown, what: string): Record<string, unknown> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw malformed(`${what} is not an object`)
}

const asList = (value: unknown): unknown[] => {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

const asStrings = (value: unknown, what: string): string[] => {
  const texts = asList(value)
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string'))
    throw malformed(`${what} is not a text or a list of texts`)
  return texts.map(String)
}

const refuseOthers = (value: object, known: string[], what: string): void => {
  const other = Object.keys(value).find((key) => !known.includes(key))
  if (other !== undefined) throw malformed(`${what} has "${other}"; the local IoT Core judges ${known.join(', ')} only`)
}

const malformed = (why: string) => iotError('MalformedPolicyException', `Policy document is malformed: ${why}`)
