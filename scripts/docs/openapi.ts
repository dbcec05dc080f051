import * as z from 'zod'
import { deviceAnswer, takeAwayRequest } from '../../core/api/devices.ts'
import { orderAnswer } from '../../core/api/orders.ts'
import { problem } from '../../core/api/problem.ts'
import { commonRefusals, type Route } from '../../core/api/route.ts'
import { routes } from '../../core/api/routes.ts'
import { type RefusalCode, refusals } from '../../core/refusals/refusal.ts'

type Json = Record<string, unknown>

/** What API Gateway says by itself, before or in place of a function. */
const gatewaySays: Readonly<Record<number, string>> = {
  403: 'The caller is nobody to IAM, or may not call this route',
  404: 'No such route',
  429: 'More calls in a second than the stage allows',
  500: 'A bug of Mintmark (problem with code `bug`), or of API Gateway; nothing is lost, asking again is safe',
  503: 'No answer within 30 seconds',
}

/** What several routes take or answer. */
const shared = new Map<z.ZodType, string>([
  [deviceAnswer, 'Device'],
  [orderAnswer, 'Order'],
  [takeAwayRequest, 'TakeAway'],
])

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' }) as Json
  return rest
}

/** By name where several routes have it. */
const referenceTo = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const name = shared.get(schema)
  return name === undefined ? schemaOf(schema, io) : { $ref: `#/components/schemas/${name}` }
}

const parametersOf = ({ path, query }: Route): Json[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }))
  if (query === undefined) return inPath
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
  return [...inPath, ...inQuery]
}

/** Codes of a route by HTTP status. */
export const refusalsByStatus = (route: Route): Map<number, RefusalCode[]> =>
  Map.groupBy(new Set([...route.refusals, ...commonRefusals(route)]), (code) => refusals[code].status)

const problemWith = (codes: readonly string[]): Json => ({
  allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: codes } } }],
})

const responsesOf = (route: Route): Json => {
  const byStatus = refusalsByStatus(route)
  const good = {
    [route.status]: {
      description: 'Done',
      content: { 'application/json': { schema: referenceTo(route.answer, 'output') } },
    },
  }
  const statuses = [...new Set([...byStatus.keys(), ...Object.keys(gatewaySays).map(Number)])].toSorted((a, b) => a - b)
  const bad = statuses.map((status) => {
    const codes = [...(byStatus.get(status) ?? []), ...(status === 500 ? ['bug'] : [])]
    const gateway = gatewaySays[status]
    const says = codes.filter((code) => code !== 'bug').map((code) => `\`${code}\``)
    return [
      status,
      {
        description: [...says, ...(gateway === undefined ? [] : [gateway])].join(', '),
        content: {
          ...(codes.length > 0 && { 'application/problem+json': { schema: problemWith(codes) } }),
          ...(gateway !== undefined && {
            'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } },
          }),
        },
      },
    ]
  })
  return { ...good, ...Object.fromEntries(bad) }
}

const operationOf = (name: string, route: Route): Json => ({
  operationId: name,
  summary: route.summary,
  tags: route.audience === 'both' ? ['ops', 'station'] : [route.audience],
  parameters: parametersOf(route),
  ...(route.request !== undefined && {
    requestBody: { required: true, content: { 'application/json': { schema: referenceTo(route.request, 'input') } } },
  }),
  responses: responsesOf(route),
})

/** The factory API as an OpenAPI 3.1 document, made of the same schemas that the functions check requests with. */
export const openApi = (): Json => {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries<Route>(routes))
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(name, route) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mintmark factory API',
      version: 'v1',
      description: 'Every call is signed with AWS Signature Version 4, service execute-api.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      {
        url: 'https://{api}',
        variables: { api: { default: 'example.invalid', description: 'Host of the stack output ApiUrl' } },
      },
    ],
    security: [{ sigv4: [] }],
    tags: [
      { name: 'ops', description: 'Callers with the policy mintmark-<stage>-ops' },
      { name: 'station', description: 'Callers with the policy mintmark-<stage>-station' },
    ],
    paths,
    components: {
      securitySchemes: {
        sigv4: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'AWS Signature Version 4' },
      },
      schemas: {
        ...Object.fromEntries(
          [...shared].map(([schema, name]) => [
            name,
            schemaOf(schema, schema === takeAwayRequest ? 'input' : 'output'),
          ]),
        ),
        Problem: schemaOf(problem, 'output'),
        GatewayMessage: {
          type: 'object',
          properties: { message: { type: ['string', 'null'] } },
          required: ['message'],
        },
      },
    },
  }
}
