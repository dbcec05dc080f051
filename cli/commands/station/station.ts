import type { RegisterCommand } from '../../command.ts'
import { addStationAuthority } from './authority.ts'
import { addStationCredentials } from './credentials.ts'
import { addStationEnroll } from './enroll.ts'
import { addStationList } from './list.ts'
import { addStationRevoke } from './revoke.ts'
import { addStationRun } from './run.ts'

/** `mintmark station …` */
export const registerStation: RegisterCommand = (program, run) => {
  const station = program.command('station').description('bench computers: who may key devices')
  addStationRun(station, run)
  addStationEnroll(station, run)
  addStationList(station, run)
  addStationRevoke(station, run)
  addStationCredentials(station, run)
  addStationAuthority(station, run)
}
