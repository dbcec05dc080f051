import { operation } from '../../operation.ts'
import { endpointAddress } from '../../registry/endpoints.ts'

/** Without a type AWS answers the legacy one, which recent accounts do not have (reference 4.1): ask for `iot:Data-ATS`. */
export const describeEndpoint = operation({
  act: ({ endpointType = 'iot:Data' }: { endpointType?: string }, iot) => ({
    endpointAddress: endpointAddress(iot, endpointType),
  }),
})
