import {
  AttachThingPrincipalCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  DetachThingPrincipalCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iot'
import type { ProofWorld, Unit } from '../proof-world.ts'
import type { Stories, Story } from '../story.ts'
import { refusedWithAnothers } from './devices.ts'

const arnOf = (unit: Unit) => `arn:aws:iot:eu-west-1:123456789012:cert/${unit.certificateId}`
const policyName = 'mintmark-dev-device'
const endpoints = ['iot:DescribeEndpoint', 'iot:ListDomainConfigurations', 'iot:DescribeDomainConfiguration']
const nothing = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'iot:Connect', Resource: '*' }],
})

/** A device in some trouble, diagnosed; what a wrong or missing fact changes is in the whole answer. */
const diagnosed = (
  name: string,
  needs: readonly string[],
  make: (world: ProofWorld) => Promise<{ imei: string; undo?: () => Promise<unknown> }>,
): Story => ({
  name,
  needs,
  prepare: async (world) => {
    const { imei, undo = async () => undefined } = await make(world)
    return async () => {
      try {
        return await world.ask(world.ops, 'POST', `/devices/${imei}/diagnosis`, {})
      } finally {
        await undo()
      }
    }
  },
})

export const diagnosisStories: Stories = {
  'diagnose-device': [
    diagnosed(
      'a device that never came is diagnosed',
      [
        ...['dynamodb:GetItem', 'iot:DescribeCertificate', 'iot:ListThingPrincipalsV2', 'iot:ListAttachedPolicies'],
        ...['iot:TestAuthorization', 'iot:GetV2LoggingOptions', 'logs:FilterLogEvents', ...endpoints],
        'dynamodb:Query table/mintmark-dev-registry',
      ],
      (world) => world.confirmed(),
    ),
    diagnosed(
      'a device is diagnosed that was refused with the certificate of another',
      ['dynamodb:Query index/byCertificate', 'dynamodb:BatchGetItem'],
      refusedWithAnothers,
    ),
    diagnosed(
      'a device is diagnosed while it is connected, which no event told',
      ['iot:GetConnection'],
      async (world) => {
        const unit = await world.confirmed()
        const client = await world.dial(unit)
        await world.forget(unit.imei)
        return { imei: unit.imei, undo: async () => client?.endAsync(true) }
      },
    ),
    diagnosed(
      'a device is diagnosed whose certificate is tied to another thing',
      ['iot:ListPrincipalThingsV2'],
      async (world) => {
        const [unit, other] = [await world.confirmed(), await world.confirmed()]
        const principal = arnOf(unit)
        await world.iot.send(new DetachThingPrincipalCommand({ thingName: unit.thingName, principal }))
        await world.iot.send(new AttachThingPrincipalCommand({ thingName: other.thingName, principal }))
        return unit
      },
    ),
    diagnosed('a device is diagnosed after somebody changed the device policy', ['iot:GetPolicy'], async (world) => {
      const unit = await world.confirmed()
      const made = new CreatePolicyVersionCommand({
        policyName,
        policyDocument: nothing,
        setAsDefault: true,
      })
      const { policyVersionId = '' } = await world.iot.send(made)
      const undo = async () => {
        await world.iot.send(new SetDefaultPolicyVersionCommand({ policyName, policyVersionId: '1' }))
        await world.iot.send(new DeletePolicyVersionCommand({ policyName, policyVersionId }))
      }
      return { imei: unit.imei, undo }
    }),
  ],
}
