export interface RegistryIndex {
  readonly name: string
  readonly hash: string
  /** @default - one row for each key, or no order among them */
  readonly range?: string
  /** @default - keys only, so that a change of state writes nothing here */
  readonly include?: readonly string[]
}

/**
 * How devices and orders are found besides by key. Ranges that never change keep a state change cheap; only `byState` is
 * written again with each. CloudFormation makes or deletes one index an update, so a later one needs a release of its own.
 */
export const registryIndexes: readonly RegistryIndex[] = [
  // State and first connect let an order be reconciled from the index alone.
  { name: 'byOrder', hash: 'orderId', range: 'imei', include: ['state', 'registeredAt'] },
  { name: 'byState', hash: 'state', range: 'changedAt' },
  { name: 'byStation', hash: 'station', range: 'reservedAt' },
  { name: 'byFirmware', hash: 'firmware', range: 'reservedAt' },
  { name: 'byDay', hash: 'reservedDay', range: 'reservedAt' },
  { name: 'byCertificate', hash: 'certificateId' },
  { name: 'byUuid', hash: 'deviceUuid' },
  {
    name: 'byKind',
    hash: 'kind',
    range: 'openedAt',
    include: ['orderId', 'status', 'profile', 'quantity', 'spent', 'openedBy', 'validUntil', 'schema'],
  },
]
