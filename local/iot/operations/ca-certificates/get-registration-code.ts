import type { IotContext } from '../../context.ts'
import { operation } from '../../operation.ts'

/** The account's code for verification certificates: 64 hex digits, always the same (reference 1.4). */
export const registrationCode = ({ tables, random }: IotContext): string => {
  const known = tables.settings.get('registration-code')
  if (known !== undefined) return known
  const code = Buffer.from(random(32)).toString('hex')
  tables.settings.put('registration-code', code)
  return code
}

export const getRegistrationCode = operation({
  act: (_input: object, iot) => ({ registrationCode: registrationCode(iot) }),
})
