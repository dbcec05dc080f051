import type { FunctionSpec } from './function-spec.ts'
import { admission } from './functions/admission.ts'
import { checkEndpoint } from './functions/check-endpoint.ts'
import { confirmCredential } from './functions/confirm-credential.ts'
import { firstConnect } from './functions/first-connect.ts'
import { mintCredential } from './functions/mint-credential.ts'
import { openOrder } from './functions/open-order.ts'
import { readDevice } from './functions/read-device.ts'
import { readOrder } from './functions/read-order.ts'

/** Every function there is, in the order a unit meets them. */
export const functions: readonly FunctionSpec[] = [
  openOrder,
  readOrder,
  readDevice,
  admission,
  mintCredential,
  confirmCredential,
  checkEndpoint,
  firstConnect,
]
