import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  DetachThingPrincipalCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iot'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { FleetView } from '../../../../core/api/fleet-view.ts'
import { deviceKey } from '../../../../lambdas/adapters/registry/table.ts'
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

/** A device in some trouble, and the rights without which nobody sees what trouble it is. */
interface Trouble {
  name: string
  needs: readonly string[]
  make(world: ProofWorld): Promise<{ imei: string; undo?: () => Promise<unknown> }>
}

/** The device is diagnosed; what a wrong or missing fact changes is in the whole answer. */
const diagnosed = ({ name, needs, make }: Trouble): Story => ({
  name: `a device ${name} is diagnosed`,
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

/** The row as if the device had been confirmed then. */
const confirmedAt = ({ rows, registry }: ProofWorld, imei: string, changedAt: string) =>
  rows.send(
    new UpdateCommand({
      TableName: registry,
      Key: deviceKey(imei),
      UpdateExpression: 'SET #state = :state, changedAt = :at',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': 'confirmed', ':at': changedAt },
    }),
  )

/** The device should have connected weeks ago, and the fleet is surveyed: it is the only one, and the whole sample. */
const surveyed = ({ name, needs, make }: Trouble): Story => ({
  name: `the fleet is surveyed with a late device ${name}`,
  needs: [
    ...needs,
    ...['dynamodb:Query index/byState', 'dynamodb:Query index/byOrder', 'dynamodb:PutItem', 'dynamodb:BatchGetItem'],
  ],
  prepare: async (world) => {
    const { imei, undo = async () => undefined } = await make(world)
    await confirmedAt(world, imei, '2020-01-01T00:00:00.000Z')
    return async () => {
      try {
        const { view } = (await world.ask(world.ops, 'POST', '/fleet-view')) as { view: FleetView }
        return { late: view.late, orders: view.orders.length, causes: view.causes, blindSpots: view.blindSpots }
      } finally {
        await confirmedAt(world, imei, new Date().toISOString())
        await undo()
      }
    }
  },
})

const patients = new WeakMap<ProofWorld, Promise<Unit>>()
/** It never comes however often it is looked at, so one is enough. */
const neverCame = (world: ProofWorld): Promise<Unit> => {
  const patient = patients.get(world) ?? world.confirmed()
  patients.set(world, patient)
  return patient
}

const troubles: readonly Trouble[] = [
  {
    name: 'that never came',
    needs: [
      ...['dynamodb:GetItem', 'iot:DescribeCertificate', 'iot:ListThingPrincipalsV2', 'iot:ListAttachedPolicies'],
      ...['iot:GetV2LoggingOptions', 'logs:FilterLogEvents', ...endpoints],
      'dynamodb:Query table/mintmark-dev-registry',
    ],
    make: neverCame,
  },
  {
    name: 'whose certificate carries a second policy that shuts it out',
    needs: ['iot:TestAuthorization'],
    make: async (world) => {
      const unit = await world.confirmed()
      const second = { policyName: 'shuts-out', policyDocument: nothing }
      await world.iot.send(new CreatePolicyCommand(second)).catch((error: Error) => {
        if (error.name !== 'ResourceAlreadyExistsException') throw error
      })
      await world.iot.send(new AttachPolicyCommand({ policyName: second.policyName, target: arnOf(unit) }))
      return unit
    },
  },
  {
    name: 'that was refused with the certificate of another',
    needs: ['dynamodb:Query index/byCertificate', 'dynamodb:BatchGetItem'],
    make: refusedWithAnothers,
  },
  {
    name: 'that is connected, which no event told,',
    needs: ['iot:GetConnection'],
    make: async (world) => {
      const unit = await world.confirmed()
      const client = await world.dial(unit)
      await world.forget(unit.imei)
      return { imei: unit.imei, undo: async () => client?.endAsync(true) }
    },
  },
  {
    name: 'whose certificate is tied to another thing',
    needs: ['iot:ListPrincipalThingsV2'],
    make: async (world) => {
      const [unit, other] = [await world.confirmed(), await world.confirmed()]
      const principal = arnOf(unit)
      await world.iot.send(new DetachThingPrincipalCommand({ thingName: unit.thingName, principal }))
      await world.iot.send(new AttachThingPrincipalCommand({ thingName: other.thingName, principal }))
      return unit
    },
  },
  {
    name: 'whose policy somebody changed',
    needs: ['iot:GetPolicy'],
    make: async (world) => {
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
    },
  },
]

export const diagnosisStories: Stories = {
  'diagnose-device': troubles.map(diagnosed),
  'survey-fleet': troubles.map(surveyed),
  'read-fleet-view': [
    {
      name: 'the last view of the fleet is read',
      needs: ['dynamodb:GetItem'],
      prepare: async ({ ask, ops }) => {
        await ask(ops, 'POST', '/fleet-view')
        return async () => Object.keys(await ask(ops, 'GET', '/fleet-view'))
      },
    },
  ],
}
