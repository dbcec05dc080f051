import {
  GetV2LoggingOptionsCommand,
  SetV2LoggingOptionsCommand,
  type SetV2LoggingOptionsCommandInput,
} from '@aws-sdk/client-iot'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Broken } from './broken.ts'
import { patient } from './field.ts'

const log = ({ client }: DoctorWorld, change: SetV2LoggingOptionsCommandInput) =>
  client.send(new SetV2LoggingOptionsCommand(change))

const silentWith = (change: (world: DoctorWorld) => Promise<unknown>) => async (world: DoctorWorld) => {
  await change(world)
  return patient(await world.make())
}

/** After the commands the doctor has to believe the log, so that silence is evidence. */
const logsAgain: Broken['repaired'] = async (world, { imei }, { repair }) => {
  for (const command of repair?.commands ?? []) await world.run(command)
  expect(await world.doctor(imei)).toMatchObject({ brokenLink: 'silence', cause: 'never-seen' })
}

export const brokenLogging: Broken[] = [
  {
    name: 'an account that logs nothing',
    link: 'logging',
    cause: 'logging-off',
    break: silentWith((world) => log(world, { disableAllLogs: true })),
    repaired: logsAgain,
  },
  {
    name: 'an account that does not log refused connections, as AWS does by default',
    link: 'logging',
    cause: 'refusals-not-logged',
    break: silentWith((world) => log(world, { eventConfigurations: [] })),
    repaired: logsAgain,
  },
  {
    name: 'refused connections that go to another log group',
    link: 'logging',
    cause: 'refusals-logged-elsewhere',
    break: silentWith((world) => {
      const own = { eventType: 'Connection.AuthNError', logLevel: 'ERROR', logDestination: 'security-team' } as const
      return log(world, { eventConfigurations: [own, { eventType: 'Ping', logLevel: 'ERROR' }] })
    }),
    repaired: async (world, broken, bill) => {
      if (typeof logsAgain === 'function') await logsAgain(world, broken, bill)
      const { eventConfigurations } = await world.client.send(new GetV2LoggingOptionsCommand({ verbose: true }))
      expect(eventConfigurations?.map(({ eventType }) => eventType)).toEqual(['Ping', 'Connection.AuthNError'])
    },
  },
]

export const brokenSilence: Broken[] = [
  {
    name: 'a device that sends no SNI with a certificate that needs one, which nobody logs',
    link: 'silence',
    cause: 'never-seen',
    says: /named no SNI, or one that is not this account's/,
    break: async (world) => {
      world.story.cloud.iot.switches.issuedCertificateMode = 'SNI_ONLY'
      const unit = await world.make()
      expect(await world.connect(unit, { servername: '' })).toBe(false)
      return patient(unit)
    },
    repaired: 'connects',
    undo: async (world) => {
      world.story.cloud.iot.switches.issuedCertificateMode = 'DEFAULT'
    },
  },
  {
    name: 'a build with the host name of another account, which the profile does not know of',
    link: 'silence',
    cause: 'never-seen',
    break: async (world) => {
      const unit = await world.make()
      const servername = world.endpoint.replace(/^[^.]+/, 'a1b2c3d4e5f6g7-ats')
      expect(await world.connect(unit, { servername })).toBe(false)
      return patient(unit)
    },
    repaired: 'connects',
  },
  {
    name: 'a device that was never switched on',
    link: 'silence',
    cause: 'never-seen',
    break: async (world) => patient(await world.make()),
    repaired: 'connects',
  },
]
