import type { Route } from '../../core/api/route.ts'
import { routes } from '../../core/api/routes.ts'
import { openApi, refusalsByStatus } from './openapi.ts'

interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
}

interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>
}

interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const code = (value: unknown) => `\`${JSON.stringify(value)}\``

const bounds = ({ minimum, maximum, minLength, maxLength, pattern, format }: Schema): string => {
  const from = (low: number | undefined, high: number | undefined, unit: string) => {
    // What JavaScript's numbers cannot hold is no rule of ours.
    const top = high === Number.MAX_SAFE_INTEGER ? undefined : high
    if (low === undefined && top === undefined) return []
    if (top === undefined) return low === 0 ? [] : [`at least ${low}${unit}`]
    return [low === undefined || low === 0 ? `at most ${top}${unit}` : `${low} to ${top}${unit}`]
  }
  const shape = format ?? (pattern === undefined ? undefined : `\`${pattern.replaceAll('|', '\\|')}\``)
  return [
    ...from(minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum, maximum, ''),
    ...from(minLength, maxLength, ' characters'),
    ...(shape === undefined ? [] : [shape]),
  ].join(', ')
}

const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(code).join(' or ')
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(' or ')
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : typeOf(schema.items)}`
  const rest = schema.additionalProperties
  if (schema.type === 'object' && typeof rest === 'object' && schema.properties === undefined)
    return Object.keys(rest).length === 0 ? 'object' : `${typeOf(rest)} by name`
  const type = [schema.type ?? 'anything'].flat().join(' or ')
  const limits = bounds(schema)
  return limits === '' ? type : `${type} (${limits})`
}

/** One row a field, nested ones by their path. */
const fieldsOf = (schema: Schema, components: Record<string, Schema>, before = ''): string[] => {
  const options = schema.oneOf ?? schema.anyOf
  if (schema.properties === undefined && options !== undefined)
    return [...new Set(options.flatMap((option) => fieldsOf(option, components, before)))]
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${before}${name}`
    const must = schema.required?.includes(name) === true
    const fallback = field.default === undefined ? '' : `, default ${code(field.default)}`
    const inner = field.type === 'array' ? field.items : field
    const nested = inner?.properties === undefined ? [] : fieldsOf(inner, components, `${path}.`)
    return [`| \`${path}\` | ${typeOf(field)}${fallback} | ${must ? 'yes' : ''} |`, ...nested]
  })
}

const table = (rows: string[]): string[] =>
  rows.length === 0 ? [] : ['| Field | What | Always |', '|---|---|---|', ...rows, '']

const body = (title: string, schema: Schema, components: Record<string, Schema>): string[] => {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return [`${title}: [${name}](#${name.toLowerCase()})`, '']
  return [`${title}:`, '', ...table(fieldsOf(schema, components))]
}

const sectionOf = (name: string, route: Route, { paths, components }: Document): string[] => {
  const operation = paths[route.path]?.[route.method.toLowerCase()]
  const answer = operation?.responses[route.status]?.content['application/json']?.schema
  if (operation === undefined || answer === undefined) throw new Error(`${name} is not in the document`)
  const query = operation.parameters.filter((parameter) => parameter.in === 'query')
  const request = operation.requestBody?.content['application/json']?.schema
  const who = route.audience === 'both' ? 'ops and stations' : route.audience === 'ops' ? 'ops' : 'stations'
  const statuses = [...refusalsByStatus(route)].toSorted(([a], [b]) => a - b)
  return [
    `## ${name}`,
    '',
    `\`${route.method} ${route.path}\`, for ${who}. ${route.summary}.`,
    '',
    ...(query.length === 0
      ? []
      : [
          'Query:',
          '',
          ...table(
            query.map(({ name: field, schema, required }) => {
              const fallback = schema.default === undefined ? '' : `, default ${code(schema.default)}`
              return `| \`${field}\` | ${typeOf(schema)}${fallback} | ${required ? 'yes' : ''} |`
            }),
          ),
        ]),
    ...(request === undefined ? [] : body('Body', request, components.schemas)),
    ...body(`Answer, status ${route.status}`, answer, components.schemas),
    ...statuses.map(([status, codes]) => `- ${status}: ${codes.map((refusal) => `\`${refusal}\``).join(', ')}`),
    '',
  ]
}

/** The page docs/api.md: what docs/openapi.json says, for people. */
export const apiPage = (): string => {
  const document = openApi() as unknown as Document
  const { schemas } = document.components
  return [
    '# The factory API',
    '',
    'Made of the schemas that the functions check requests with, by `node scripts/write-api.ts`; the same as an OpenAPI 3.1',
    'document is [openapi.json](openapi.json). Its host is the output `ApiUrl` of the stack `mintmark-<stage>-factory-api`.',
    'Every call is signed with AWS Signature Version 4 for the service `execute-api`; the managed policies',
    '`mintmark-<stage>-ops` and `mintmark-<stage>-station` say who may call what.',
    '',
    'A "no" is problem+json (RFC 9457): `code` is one of those listed with the route, `params` are its values, `detail` is the',
    'sentence and `next` what to do. API Gateway itself says `{"message": …}` with 403, 404, 429 and 5xx. Unknown fields are',
    'refused, so that a typing error is not a default. Routes that change something may be called again with the same values.',
    '',
    ...Object.entries<Route>(routes).flatMap(([name, route]) => sectionOf(name, route, document)),
    ...Object.entries(schemas).flatMap(([name, schema]) => [`## ${name}`, '', ...table(fieldsOf(schema, schemas))]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}
