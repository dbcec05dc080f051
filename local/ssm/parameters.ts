import { AwsError } from '../aws-service.ts'

/** The SSM parameters that stacks write and read when they are deployed. */
export interface SsmParameters {
  put(name: string, value: string): void
  get(name: string): string | undefined
}

const largest = 4096

// The version that `cdk bootstrap` of the CDK CLI in package.json writes; CDK's own rule compares it.
const bootstrap: [string, string] = ['/cdk-bootstrap/hnb659fds/version', '33']

/** Standard parameters of type String; made anew by each deployment, so nothing is kept. */
export const createSsmParameters = (): SsmParameters => {
  const values = new Map([bootstrap])
  return {
    put: (name, value) => {
      if (!/^[\w./-]{1,2048}$/.test(name) || value === '' || Buffer.byteLength(value) > largest)
        throw new AwsError(
          'ValidationException',
          400,
          `Parameter ${name} needs a name of letters, digits, "._-/" and 1 to ${largest} bytes`,
        )
      values.set(name, value)
    },
    get: (name) => values.get(name),
  }
}
