import type { ResourceHandler } from './resource-handler.ts'

export const lambdaFunction: ResourceHandler = {
  allowed: [
    'Code.S3Bucket',
    'Code.S3Key',
    'Environment.Variables.*',
    'FunctionName',
    'Handler',
    'LoggingConfig.LogFormat',
    'LoggingConfig.LogGroup',
    'MemorySize',
    'PackageType',
    'Role',
    'Runtime',
    'Timeout',
  ],
  withoutEffect: [
    'Architectures[]',
    'Description',
    'LoggingConfig.ApplicationLogLevel',
    'LoggingConfig.SystemLogLevel',
    'ReservedConcurrentExecutions',
    'Tags[].*',
    'TracingConfig.Mode',
  ],
  create: (properties, { cloud, generatedName, asset }) => {
    const name = properties.text('FunctionName', generatedName(64))
    const arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`
    const logging = properties.object('LoggingConfig')
    const variables = properties.object('Environment').object('Variables')
    cloud.functions.create({
      name,
      arn,
      directory: asset(properties.object('Code').text('S3Key')),
      handler: properties.text('Handler'),
      runtime: properties.text('Runtime'),
      timeoutSeconds: properties.number('Timeout', 3),
      memoryMb: properties.number('MemorySize', 128),
      roleArn: properties.text('Role'),
      environment: Object.fromEntries(Object.keys(variables.all).map((key) => [key, variables.text(key)])),
      logGroup: logging.text('LogGroup', `/aws/lambda/${name}`),
      logFormat: logging.text('LogFormat', 'Text') === 'JSON' ? 'JSON' : 'Text',
    })
    return { ref: name, attributes: { Arn: arn } }
  },
}
