import { NormalizedSchema } from '@smithy/core/schema'

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0]

/** One operation of an AWS service, as AWS's own model describes it. */
export interface Operation {
  name: string
  method: string
  /** Path template, cut at the slashes: `things`, `{thingName}`, `principals`. */
  segments: readonly string[]
  input: NormalizedSchema
  output: NormalizedSchema
}

export interface ServiceModel {
  operations: readonly Operation[]
  /** HTTP status by error name. */
  errors: ReadonlyMap<string, number>
}

const operationKind = 9
const errorKind = -3

/**
 * Reads operations and errors out of what an AWS SDK package exports (`CreateThing$`, `ThrottlingException$`, …),
 * so that routes, members and statuses come from AWS's model and not from memory. Source: @smithy/types, StaticSchema.
 */
export const readModel = (sdk: object): ServiceModel => {
  const operations: Operation[] = []
  const errors = new Map<string, number>()
  for (const schema of Object.values(sdk)) {
    if (!Array.isArray(schema)) continue
    const [kind, , name, traits, third, fourth] = schema
    if (kind === operationKind) operations.push(readOperation(name, traits, third, fourth))
    if (kind === errorKind && traits !== 0) errors.set(name, traits.httpError)
  }
  return { operations, errors }
}

const readOperation = (name: string, traits: { http: string[] }, input: SchemaRef, output: SchemaRef): Operation => {
  const [method = '', path = ''] = traits.http
  return {
    name,
    method,
    segments: path.slice(1).split('/'),
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
  }
}

/** Members without which the shape is not valid; the model lists them first and says how many they are. */
export const requiredMembers = (shape: NormalizedSchema): readonly string[] => {
  const schema: unknown = shape.getSchema()
  if (!Array.isArray(schema)) return []
  const [, , , , names, , required = 0] = schema
  return Array.isArray(names) ? names.slice(0, required) : []
}
