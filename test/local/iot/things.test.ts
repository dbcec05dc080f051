import {
  AttachThingPrincipalCommand,
  CreateCertificateFromCsrCommand,
  CreateThingCommand,
  type CreateThingCommandInput,
  CreateThingTypeCommand,
  DeleteCertificateCommand,
  DeleteThingCommand,
  DeleteThingTypeCommand,
  DeprecateThingTypeCommand,
  DescribeThingCommand,
  DescribeThingTypeCommand,
  DetachThingPrincipalCommand,
  ListPrincipalThingsCommand,
  ListPrincipalThingsV2Command,
  ListThingPrincipalsCommand,
  ListThingPrincipalsV2Command,
  ListThingsCommand,
  ListThingTypesCommand,
  UpdateThingCommand,
} from '@aws-sdk/client-iot'
import { ecKey, refusal, startControlPlane } from './support/control-plane.ts'
import { csrOf } from './support/csr.ts'

const plane = await startControlPlane()
const { client } = plane
const createThing = (input: CreateThingCommandInput) => client.send(new CreateThingCommand(input))
const certificate = async (at = client) => {
  const csr = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrOf(ecKey().privateKey) })
  const { certificateArn, certificateId } = await at.send(csr)
  return { principal: certificateArn, certificateId }
}

test('the same thing again is the same thing; another configuration is a conflict', async () => {
  await client.send(new CreateThingTypeCommand({ thingTypeName: 'modem' }))
  const input = { thingName: 'a-1', thingTypeName: 'modem', attributePayload: { attributes: { order: '7' } } }
  const first = await createThing(input)
  expect(await createThing(input)).toMatchObject({ thingId: first.thingId, thingName: 'a-1' })
  await expect(createThing({ thingName: 'a-1' })).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    resourceArn: first.thingArn,
  })
  expect(await client.send(new DescribeThingCommand({ thingName: 'a-1' }))).toMatchObject({
    defaultClientId: 'a-1',
    thingTypeName: 'modem',
    attributes: { order: '7' },
    version: 1,
    thingArn: 'arn:aws:iot:eu-west-1:123456789012:thing/a-1',
  })
})

test.each<[string, CreateThingCommandInput, string]>([
  ['a space in its name', { thingName: 'a b' }, 'InvalidRequestException 400'],
  ['a name of 129 characters', { thingName: 'x'.repeat(129) }, 'InvalidRequestException 400'],
  ['an unknown type', { thingName: 'b', thingTypeName: 'none' }, 'ResourceNotFoundException 404'],
  [
    'four attributes and no type',
    { thingName: 'b', attributePayload: { attributes: { a: '1', b: '2', c: '3', d: '4' } } },
    'InvalidRequestException 400',
  ],
  [
    'a space in an attribute',
    { thingName: 'b', attributePayload: { attributes: { a: 'x y' } } },
    'InvalidRequestException 400',
  ],
  ['a billing group, which is not here', { thingName: 'b', billingGroupName: 'g' }, 'InvalidRequestException 400'],
])('a thing with %s is refused', async (_what, input, expected) => {
  expect(await refusal(createThing(input))).toBe(expected)
})

test('an update counts the version, merges when asked and obeys the expected version', async () => {
  const thingName = 'updated'
  await createThing({ thingName, attributePayload: { attributes: { a: '1', b: '2' } } })
  const update = (attributes: Record<string, string>, merge: boolean, expectedVersion?: number) =>
    client.send(new UpdateThingCommand({ thingName, attributePayload: { attributes, merge }, expectedVersion }))
  await update({ b: '', c: '3' }, true, 1)
  const read = () => client.send(new DescribeThingCommand({ thingName }))
  expect(await read()).toMatchObject({ attributes: { a: '1', c: '3' }, version: 2 })
  expect(await refusal(update({}, false, 1))).toBe('VersionConflictException 409')
  await update({ d: '4' }, false)
  expect(await read()).toMatchObject({ attributes: { d: '4' }, version: 3 })
})

test('a thing with a principal is not deleted; without it is; a missing one is deleted with success', async () => {
  const thingName = 'kept'
  const { principal } = await certificate()
  await createThing({ thingName })
  await client.send(new AttachThingPrincipalCommand({ thingName, principal }))
  const remove = () => refusal(client.send(new DeleteThingCommand({ thingName })))
  expect(await remove()).toBe('InvalidRequestException 400')
  await client.send(new DetachThingPrincipalCommand({ thingName, principal }))
  expect([await remove(), await remove()]).toEqual(['accepted', 'accepted'])
})

test('an exclusive certificate belongs to one thing; the lists say how it is attached', async () => {
  const { principal, certificateId } = await certificate()
  await createThing({ thingName: 'x-1' })
  await createThing({ thingName: 'x-2' })
  const attach = (thingName: string, thingPrincipalType?: 'EXCLUSIVE_THING' | 'NON_EXCLUSIVE_THING') =>
    refusal(client.send(new AttachThingPrincipalCommand({ thingName, principal, thingPrincipalType })))
  expect(await attach('x-1', 'EXCLUSIVE_THING')).toBe('accepted')
  expect(await attach('x-1', 'EXCLUSIVE_THING')).toBe('accepted')
  expect(await attach('x-1')).toBe('InvalidRequestException 400')
  expect(await attach('x-2')).toBe('InvalidRequestException 400')
  expect(await attach('x-2', 'EXCLUSIVE_THING')).toBe('InvalidRequestException 400')
  const type = { thingPrincipalType: 'EXCLUSIVE_THING' }
  expect((await client.send(new ListThingPrincipalsCommand({ thingName: 'x-1' }))).principals).toEqual([principal])
  const ofThing = await client.send(new ListThingPrincipalsV2Command({ thingName: 'x-1' }))
  expect(ofThing.thingPrincipalObjects).toEqual([{ principal, ...type }])
  expect((await client.send(new ListPrincipalThingsCommand({ principal }))).things).toEqual(['x-1'])
  const ofPrincipal = await client.send(new ListPrincipalThingsV2Command({ principal }))
  expect(ofPrincipal.principalThingObjects).toEqual([{ thingName: 'x-1', ...type }])
  expect(await refusal(client.send(new DeleteCertificateCommand({ certificateId })))).toBe(
    'DeleteConflictException 409',
  )
})

test('a certificate with a plain attachment elsewhere cannot become exclusive', async () => {
  const { principal } = await certificate()
  await createThing({ thingName: 'y-1' })
  await createThing({ thingName: 'y-2' })
  await client.send(new AttachThingPrincipalCommand({ thingName: 'y-1', principal }))
  await client.send(new AttachThingPrincipalCommand({ thingName: 'y-2', principal }))
  const exclusive = new AttachThingPrincipalCommand({
    thingName: 'y-2',
    principal,
    thingPrincipalType: 'EXCLUSIVE_THING',
  })
  expect(await refusal(client.send(exclusive))).toBe('InvalidRequestException 400')
})

test('a slow detachment still counts until its time is over', async () => {
  const slow = await startControlPlane({ switches: { detachDelayMs: 4000, exclusiveConflict: 'ConflictException' } })
  const { principal } = await certificate(slow.client)
  for (const thingName of ['s-1', 's-2']) await slow.client.send(new CreateThingCommand({ thingName }))
  const attach = (thingName: string) =>
    refusal(
      slow.client.send(
        new AttachThingPrincipalCommand({ thingName, principal, thingPrincipalType: 'EXCLUSIVE_THING' }),
      ),
    )
  const remove = () => refusal(slow.client.send(new DeleteThingCommand({ thingName: 's-1' })))
  await attach('s-1')
  await slow.client.send(new DetachThingPrincipalCommand({ thingName: 's-1', principal }))
  slow.pass(3999)
  expect([await remove(), await attach('s-2')]).toEqual(['InvalidRequestException 400', 'ConflictException 409'])
  slow.pass(1)
  expect([await attach('s-2'), await remove()]).toEqual(['accepted', 'accepted'])
})

test('detaching what is not attached is not found, or accepted by switch', async () => {
  const answers = []
  for (const repeatedDetach of ['not-found', 'accepted'] as const) {
    const own = await startControlPlane({ switches: { repeatedDetach } })
    const { principal } = await certificate(own.client)
    await own.client.send(new CreateThingCommand({ thingName: 'd-1' }))
    const detach = new DetachThingPrincipalCommand({ thingName: 'd-1', principal })
    answers.push(await refusal(own.client.send(detach)))
  }
  expect(answers).toEqual(['ResourceNotFoundException 404', 'accepted'])
})

test('things are listed by type and attribute, in pages', async () => {
  await client.send(new CreateThingTypeCommand({ thingTypeName: 'listed' }))
  for (const [thingName, order] of [
    ['l-1', '1'],
    ['l-2', '2'],
    ['l-3', '2'],
  ] as const)
    await createThing({ thingName, thingTypeName: 'listed', attributePayload: { attributes: { order } } })
  const names = async (input: object) =>
    (await client.send(new ListThingsCommand(input))).things?.map(({ thingName }) => thingName)
  expect(await names({ attributeName: 'order', attributeValue: '2' })).toEqual(['l-2', 'l-3'])
  const first = await client.send(new ListThingsCommand({ thingTypeName: 'listed', maxResults: 2 }))
  expect(first.things?.map(({ thingName }) => thingName)).toEqual(['l-1', 'l-2'])
  expect(await names({ thingTypeName: 'listed', nextToken: first.nextToken })).toEqual(['l-3'])
})

test('a thing type is described, deprecated and deleted five minutes later', async () => {
  const thingTypeName = 'old'
  const properties = { thingTypeDescription: 'old ones', searchableAttributes: ['order'] }
  await client.send(new CreateThingTypeCommand({ thingTypeName, thingTypeProperties: properties }))
  const other = new CreateThingTypeCommand({ thingTypeName })
  expect(await refusal(client.send(other))).toBe('ResourceAlreadyExistsException 409')
  const remove = () => refusal(client.send(new DeleteThingTypeCommand({ thingTypeName })))
  expect(await remove()).toBe('InvalidRequestException 400')
  await client.send(new DeprecateThingTypeCommand({ thingTypeName }))
  const read = await client.send(new DescribeThingTypeCommand({ thingTypeName }))
  expect(read).toMatchObject({ thingTypeProperties: properties, thingTypeMetadata: { deprecated: true } })
  expect(await refusal(createThing({ thingName: 'o', thingTypeName }))).toBe('InvalidRequestException 400')
  plane.pass(5 * 60_000)
  expect(await remove()).toBe('accepted')
  const { thingTypes } = await client.send(new ListThingTypesCommand({ thingTypeName }))
  expect(thingTypes).toEqual([])
})
