import { randomUUID } from 'node:crypto'
import { AwsError, type RawRequest, type ServiceAnswer, type ServiceCall } from '../aws-service.ts'

export interface AwsQueryOptions {
  /** For people: the service's name in error texts. */
  service: string
  xmlNamespace: string
  operations: Iterable<string>
}

/** The awsQuery protocol: a form names the operation and its input, the answer is XML. Source: Smithy 2.0, "AWS query protocol". */
export const createAwsQuery = ({ service, xmlNamespace, operations }: AwsQueryOptions) => {
  const known = new Set(operations)
  const answer = (xml: string, status = 200): ServiceAnswer => ({
    status,
    headers: { 'content-type': 'text/xml' },
    body: xml,
  })
  return {
    route: (request: RawRequest): ServiceCall => {
      const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'))
      const operation = form.get('Action') ?? request.query.get('Action') ?? ''
      if (!known.has(operation))
        throw new AwsError(
          'InvalidAction',
          400,
          `The local ${service} has no operation "${operation || `${request.method} ${request.path}`}"; it knows ${[...known].sort().join(', ')}.`,
        )
      const { Action: _, Version: __, ...input } = treeOf(form)
      return { operation, input }
    },
    answer: (operation: string, result: object): ServiceAnswer => {
      const body = `<${operation}Result>${xmlOf(result)}</${operation}Result>`
      const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`
      return answer(`<${operation}Response xmlns="${xmlNamespace}">${body}${metadata}</${operation}Response>`)
    },
    renderError: (error: AwsError): ServiceAnswer => {
      const fault = { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.name, Message: error.message }
      const body = xmlOf({ Error: fault, RequestId: randomUUID() })
      return answer(`<ErrorResponse xmlns="${xmlNamespace}">${body}</ErrorResponse>`, error.status)
    },
  }
}

type Tree = { [name: string]: unknown }

/** `Tags.member.1.Key=a` becomes `{Tags: [{Key: 'a'}]}`, and `Attributes.entry.1.key=a&…value=b` becomes `{Attributes: {a: 'b'}}`. */
const treeOf = (form: URLSearchParams): Tree => {
  const tree: Tree = Object.create(null)
  for (const [path, value] of form) {
    const steps = path.split('.')
    let node = tree
    for (const step of steps.slice(0, -1)) {
      node[step] ??= Object.create(null)
      node = node[step] as Tree
    }
    node[steps.at(-1) ?? ''] = value
  }
  return unfold(tree) as Tree
}

const unfold = (node: unknown): unknown => {
  if (typeof node === 'string') return node
  const { member, entry, ...rest } = node as Tree & { member?: Tree; entry?: Tree }
  if (member !== undefined) return numbered(member).map(unfold)
  if (entry !== undefined)
    return Object.fromEntries(
      numbered(entry).map((one) => {
        const { key, Name, value, Value } = one as Tree
        return [String(key ?? Name), unfold(value ?? Value)]
      }),
    )
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, unfold(value)]))
}

const numbered = (node: Tree): unknown[] =>
  Object.entries(node)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => value)

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)

/** A list becomes `<member>` elements; a Map becomes `<entry>` elements. */
const xmlOf = (value: unknown): string => {
  if (value instanceof Map)
    return [...value].map(([key, one]) => `<entry>${xmlOf({ key, value: one })}</entry>`).join('')
  if (Array.isArray(value)) return value.map((one) => `<member>${xmlOf(one)}</member>`).join('')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => `<${name}>${xmlOf(one)}</${name}>`)
      .join('')
  return escaped(String(value))
}
