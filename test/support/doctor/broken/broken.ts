import type { DiagnosisAnswer } from '../../../../core/api/diagnosis.ts'
import type { LinkName } from '../../../../core/diagnosis/diagnosis.ts'
import type { DoctorWorld, Unit } from '../doctor-world.ts'

export interface Patient {
  imei: string
  unit?: Unit
  /** Further words for `mintmark doctor`. */
  args?: string[]
}

/** A set-up that is broken on purpose. */
export interface Broken {
  name: string
  link: LinkName
  cause: string
  /** Text that the sentence must hold. */
  says?: RegExp
  break(world: DoctorWorld): Promise<Patient>
  /**
   * What the repair comes to. `connects`: after its commands the device connects and gets a clean bill. `flashed`: the
   * unit goes through the station on the order that the command names, connects, and gets a clean bill. `runs`: its
   * commands end with 0, and what they show is all that can be done from here. A function repairs by itself and checks.
   */
  repaired:
    | 'connects'
    | 'flashed'
    | 'runs'
    | ((world: DoctorWorld, patient: Patient, bill: DiagnosisAnswer) => Promise<void>)
  undo?(world: DoctorWorld): Promise<unknown>
}
