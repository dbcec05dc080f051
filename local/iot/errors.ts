import * as controlSdk from '@aws-sdk/client-iot'
import * as dataSdk from '@aws-sdk/client-iot-data-plane'
import { AwsError } from '../aws-service.ts'
import { readModel, type ServiceModel } from './model/operations.ts'

export const controlModel: ServiceModel = readModel(controlSdk)
export const dataModel: ServiceModel = readModel(dataSdk)

const errorsOf =
  (model: ServiceModel) =>
  (name: string, message: string, details: Record<string, unknown> = {}): AwsError => {
    const status = model.errors.get(name)
    if (status === undefined) throw new Error(`AWS's model has no error ${name}`)
    return new AwsError(name, status, message, details)
  }

/** An error of the control plane, with the status of AWS's model: throttling is 400, limits 410, certificate state 406. */
export const iotError = errorsOf(controlModel)
/** An error of the data plane; its throttling is 429. */
export const iotDataError = errorsOf(dataModel)
