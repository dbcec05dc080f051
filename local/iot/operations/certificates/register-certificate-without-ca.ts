import { operation } from '../../operation.ts'
import { readForeign, register } from './register.ts'

interface Input {
  certificatePem: string
  status?: string
}

export const registerCertificateWithoutCA = operation({
  act: ({ certificatePem, status }: Input, iot) =>
    register(iot, readForeign(certificatePem), status ?? 'INACTIVE', {
      certificateMode: iot.switches.registeredCertificateMode,
    }),
})
