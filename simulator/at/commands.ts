import { attesttoken } from './attesttoken.ts'
import { cereg } from './cereg.ts'
import { cfun } from './cfun.ts'
import { cmee } from './cmee.ts'
import { cmng } from './cmng.ts'
import type { CommandHandler } from './command-family.ts'
import { cgmi, cgmm, cgmr, cgsn, deviceuuid, hwversion, shortswver, xmodemuuid } from './identity.ts'
import { keygen } from './keygen.ts'

/** The commands a modem knows; whether its firmware has them, each decides itself. */
export const commands: Readonly<Record<string, CommandHandler>> = {
  '+CEREG': cereg,
  '+CFUN': cfun,
  '+CGMI': cgmi,
  '+CGMM': cgmm,
  '+CGMR': cgmr,
  '+CGSN': cgsn,
  '+CMEE': cmee,
  '%ATTESTTOKEN': attesttoken,
  '%CMNG': cmng,
  '%DEVICEUUID': deviceuuid,
  '%HWVERSION': hwversion,
  '%KEYGEN': keygen,
  '%SHORTSWVER': shortswver,
  '%XMODEMUUID': xmodemuuid,
}
