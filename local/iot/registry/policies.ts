import type { IotContext } from '../context.ts'
import { iotError } from '../errors.ts'
import { checkPolicyDocument } from '../policy/policy-document.ts'
import type { PolicyRow } from '../tables.ts'
import { uuid } from '../uuid.ts'

const maxVersions = 5

export const findPolicy = ({ tables }: IotContext, policyName: string): PolicyRow => {
  const row = tables.policies.get(policyName)
  if (row === undefined) throw iotError('ResourceNotFoundException', `The policy ${policyName} does not exist`)
  return row
}

export const defaultVersion = (row: PolicyRow) => {
  const version = row.versions.find(({ id }) => id === row.defaultVersionId)
  if (version === undefined) throw new Error(`policy ${row.policyName} has no version ${row.defaultVersionId}`)
  return version
}

export const addPolicy = (iot: IotContext, policyName: string, document: string): PolicyRow => {
  checkPolicyDocument(document)
  if (iot.tables.policies.get(policyName) !== undefined)
    throw iotError(
      'ResourceAlreadyExistsException',
      `Policy cannot be created - name already exists (name=${policyName})`,
    )
  const now = iot.clock()
  const row: PolicyRow = {
    policyName,
    versions: [{ id: '1', document, createdAt: now }],
    defaultVersionId: '1',
    nextVersion: 2,
    createdAt: now,
    modifiedAt: now,
    generationId: uuid(iot.random),
  }
  iot.tables.policies.put(policyName, row)
  return row
}

/** Adds a version; at five it is refused until one is deleted (reference 3.2). */
export const addPolicyVersion = (iot: IotContext, policyName: string, document: string, setAsDefault: boolean) => {
  checkPolicyDocument(document)
  const row = findPolicy(iot, policyName)
  if (row.versions.length >= maxVersions)
    throw iotError(
      'VersionsLimitExceededException',
      `The policy ${policyName} already has the maximum number of versions (${maxVersions})`,
    )
  const version = { id: String(row.nextVersion), document, createdAt: iot.clock() }
  iot.tables.policies.put(policyName, {
    ...row,
    versions: [...row.versions, version],
    nextVersion: row.nextVersion + 1,
    defaultVersionId: setAsDefault ? version.id : row.defaultVersionId,
    modifiedAt: version.createdAt,
  })
  return version
}

export const findVersion = (row: PolicyRow, versionId: string) => {
  const version = row.versions.find(({ id }) => id === versionId)
  if (version === undefined)
    throw iotError('ResourceNotFoundException', `The policy ${row.policyName} has no version ${versionId}`)
  return version
}

export const removePolicyVersion = (iot: IotContext, policyName: string, versionId: string): void => {
  const row = findPolicy(iot, policyName)
  findVersion(row, versionId)
  if (row.defaultVersionId === versionId)
    throw iotError(
      'DeleteConflictException',
      `Cannot delete the default version ${versionId} of policy ${policyName}; make another one the default first`,
    )
  iot.tables.policies.put(policyName, { ...row, versions: row.versions.filter(({ id }) => id !== versionId) })
}
