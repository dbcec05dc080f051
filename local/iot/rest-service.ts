import { type Authorization, AwsError, type AwsService, type RawRequest, type ServiceAnswer } from '../aws-service.ts'
import type { IotContext } from './context.ts'
import { InputError } from './model/input-error.ts'
import { matchOperation } from './model/match-operation.ts'
import type { ServiceModel } from './model/operations.ts'
import { readInput } from './model/read-input.ts'
import { writeOutput } from './model/write-output.ts'
import type { IotOperation } from './operation.ts'

export interface RestServiceOptions {
  name: string
  signingNames: readonly string[]
  model: ServiceModel
  operations: Readonly<Record<string, IotOperation<never, object>>>
  quotas: (operation: string, throttledStatus: number) => void
  /** Path labels that may hold slashes. */
  greedyLabels?: readonly string[]
}

/** A rest-json service whose routes and shapes come from AWS's model and whose acts come from `operations`. */
export const createRestService = (iot: IotContext, options: RestServiceOptions): AwsService => {
  const { name, model, operations } = options
  const invalid = (message: string) => new AwsError('InvalidRequestException', 400, message)
  const find = (operation: string): IotOperation<unknown, object> => {
    const found = operations[operation]
    if (found === undefined)
      throw new AwsError(
        'NotImplementedException',
        501,
        `The local cloud does not have ${name}:${operation}; it has ${Object.keys(operations).join(', ')}`,
      )
    return found as IotOperation<unknown, object>
  }
  return {
    name,
    signingNames: options.signingNames,
    route: (request: RawRequest) => {
      const match = matchOperation(model.operations, request.method, request.path, options.greedyLabels)
      if (match === undefined)
        throw new AwsError('UnknownOperationException', 404, `${name} has no ${request.method} ${request.path}`)
      const operation = match.operation.name
      const { unsupported = [] } = find(operation)
      try {
        const input = readInput(match, request)
        const given = unsupported.find((member) => input[member] !== undefined)
        if (given !== undefined) throw new InputError(`the local cloud's ${operation} cannot honour "${given}"`)
        return { operation, input }
      } catch (error) {
        if (error instanceof InputError || error instanceof URIError) throw invalid(error.message)
        throw error
      }
    },
    authorizations: ({ operation, input }): Authorization[] =>
      find(operation).authorizations?.(input, iot) ?? [{ action: `iot:${operation}`, resource: '*' }],
    handle: async ({ operation, input }, caller): Promise<ServiceAnswer> => {
      options.quotas(operation, model.errors.get('ThrottlingException') ?? 400)
      const shape = model.operations.find((candidate) => candidate.name === operation)
      if (shape === undefined) throw new Error(`AWS's model of ${name} has no operation ${operation}`)
      return writeOutput(shape, await find(operation).act(input, iot, caller))
    },
    renderError: (error): ServiceAnswer => ({
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
      body: { ...error.details, message: error.message },
    }),
  }
}
