const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'

/** ARNs of AWS IoT resources in one account and Region. Source: Service Authorization Reference, AWS IoT. */
export const iotArns = (region: string, accountId: string) => {
  const arn = (kind: string) => (name: string) =>
    `arn:${partitionOf(region)}:iot:${region}:${accountId}:${kind}/${name}`
  return {
    certificate: arn('cert'),
    caCertificate: arn('cacert'),
    policy: arn('policy'),
    thing: arn('thing'),
    thingType: arn('thingtype'),
    rule: arn('rule'),
    client: arn('client'),
    topic: arn('topic'),
    topicFilter: arn('topicfilter'),
    domainConfiguration: arn('domainconfiguration'),
  }
}

export type IotArns = ReturnType<typeof iotArns>
