import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateKeysAndCertificateCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateThingCommand,
  DeleteCertificateCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteThingCommand,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
  ListPolicyVersionsCommand,
  ListTargetsForPolicyCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import { type DoctorWorld, devicePolicy, type Unit } from '../doctor-world.ts'
import type { Broken, Patient } from './broken.ts'

const document = (Effect: 'Allow' | 'Deny', Action: string, Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] })

/** Breaks a device that was confirmed and never connected. */
const harmed =
  (harm: (world: DoctorWorld, unit: Unit) => Promise<unknown>) =>
  async (world: DoctorWorld): Promise<Patient> => {
    const unit = await world.make()
    await harm(world, unit)
    return { imei: unit.imei, unit }
  }

const untie = ({ client }: DoctorWorld, { thingName, certificateArn: principal }: Unit) =>
  client.send(new DetachThingPrincipalCommand({ thingName, principal }))

const exclusive = 'EXCLUSIVE_THING' as const

const deny =
  (action: string) =>
  async (world: DoctorWorld, { certificateArn: target, imei }: Unit) => {
    const policyName = `deny-${imei}`
    await world.client.send(new CreatePolicyCommand({ policyName, policyDocument: document('Deny', action) }))
    await world.client.send(new AttachPolicyCommand({ policyName, target }))
  }

const change =
  (policyDocument: string) =>
  async ({ client }: DoctorWorld) => {
    const { policyVersions = [] } = await client.send(new ListPolicyVersionsCommand({ policyName: devicePolicy }))
    for (const { versionId, isDefaultVersion } of policyVersions)
      if (isDefaultVersion !== true)
        await client.send(new DeletePolicyVersionCommand({ policyName: devicePolicy, policyVersionId: versionId }))
    await client.send(new CreatePolicyVersionCommand({ policyName: devicePolicy, policyDocument, setAsDefault: true }))
  }

export const brokenCertificates: Broken[] = [
  {
    name: 'a certificate that somebody deleted',
    link: 'certificate',
    cause: 'certificate-deleted',
    break: harmed(async (world, unit) => {
      const { certificateId, certificateArn: target } = unit
      await untie(world, unit)
      await world.client.send(new DetachPolicyCommand({ policyName: devicePolicy, target }))
      await world.client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
      await world.client.send(new DeleteCertificateCommand({ certificateId }))
    }),
    repaired: 'flashed',
  },
  {
    name: 'a certificate that somebody deactivated past Mintmark',
    link: 'certificate',
    cause: 'certificate-inactive',
    break: harmed(({ client }, { certificateId }) =>
      client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' })),
    ),
    repaired: 'connects',
  },
  {
    name: 'a certificate that somebody revoked past Mintmark',
    link: 'certificate',
    cause: 'certificate-revoked',
    break: harmed(({ client }, { certificateId }) =>
      client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'REVOKED' })),
    ),
    repaired: 'flashed',
  },
]

export const brokenThings: Broken[] = [
  {
    name: 'a thing that was deleted',
    link: 'thing',
    cause: 'thing-missing',
    break: harmed(async (world, unit) => {
      await untie(world, unit)
      await world.client.send(new DeleteThingCommand({ thingName: unit.thingName }))
    }),
    repaired: 'connects',
  },
  {
    name: 'a thing whose certificate was detached',
    link: 'thing',
    cause: 'thing-not-attached',
    break: harmed(untie),
    repaired: 'connects',
  },
  {
    name: 'a thing that got somebody else’s certificate',
    link: 'thing',
    cause: 'thing-tied-to-another-certificate',
    break: harmed(async (world, unit) => {
      await untie(world, unit)
      const other = await world.client.send(new CreateKeysAndCertificateCommand({ setAsActive: true }))
      const { thingName } = unit
      const tie = { thingName, principal: other.certificateArn, thingPrincipalType: exclusive }
      await world.client.send(new AttachThingPrincipalCommand(tie))
    }),
    repaired: 'connects',
  },
  {
    name: 'a certificate that was tied to a thing with the serial as its name',
    link: 'thing',
    cause: 'certificate-tied-to-another-thing',
    break: harmed(async (world, unit) => {
      await untie(world, unit)
      const thingName = `SN-${unit.imei}`
      await world.client.send(new CreateThingCommand({ thingName }))
      const tie = { thingName, principal: unit.certificateArn, thingPrincipalType: exclusive }
      await world.client.send(new AttachThingPrincipalCommand(tie))
    }),
    repaired: 'connects',
  },
]

export const brokenPolicies: Broken[] = [
  {
    name: 'a certificate without the policy',
    link: 'policy',
    cause: 'policy-not-attached',
    break: harmed(({ client }, { certificateArn: target }) =>
      client.send(new DetachPolicyCommand({ policyName: devicePolicy, target })),
    ),
    repaired: 'connects',
  },
  {
    name: 'a quarantine policy that denies connecting',
    link: 'policy',
    cause: 'another-policy-denies',
    says: /denies CONNECT/,
    break: harmed(deny('iot:Connect')),
    repaired: 'connects',
  },
  {
    name: 'a second policy that denies publishing',
    link: 'policy',
    cause: 'another-policy-denies',
    says: /denies PUBLISH/,
    break: harmed(deny('iot:Publish')),
    repaired: 'connects',
  },
  {
    name: 'a device policy that was edited to a fixed client ID',
    link: 'policy',
    cause: 'policy-changed',
    says: /CONNECT/,
    break: harmed(change(document('Allow', 'iot:Connect', 'arn:aws:iot:eu-west-1:123456789012:client/sensor-1'))),
    repaired: 'connects',
  },
  {
    name: 'a device policy that lost its topics',
    link: 'policy',
    cause: 'policy-changed',
    says: /PUBLISH, SUBSCRIBE/,
    break: harmed(change(document('Allow', 'iot:Connect'))),
    repaired: 'connects',
  },
  {
    name: 'a device policy that was deleted',
    link: 'policy',
    cause: 'policy-missing',
    break: harmed(async ({ client }) => {
      const { targets = [] } = await client.send(new ListTargetsForPolicyCommand({ policyName: devicePolicy }))
      for (const target of targets) await client.send(new DetachPolicyCommand({ policyName: devicePolicy, target }))
      const { policyVersions = [] } = await client.send(new ListPolicyVersionsCommand({ policyName: devicePolicy }))
      for (const { versionId, isDefaultVersion } of policyVersions)
        if (isDefaultVersion !== true)
          await client.send(new DeletePolicyVersionCommand({ policyName: devicePolicy, policyVersionId: versionId }))
      await client.send(new DeletePolicyCommand({ policyName: devicePolicy }))
    }),
    repaired: 'connects',
  },
]
