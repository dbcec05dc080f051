/** What rule actions reach outside IoT Core. Each rejects when the target refuses; the rule's error action gets the text. */
export interface RuleTargets {
  /** SQS SendMessage under the action's role. */
  sqsSend?: (request: { queueUrl: string; body: string; roleArn: string; ruleArn: string }) => Promise<void>
  /** Asynchronous Lambda invocation; needs a permission for `iot.amazonaws.com` with the rule as SourceArn. */
  lambdaInvoke?: (request: {
    functionArn: string
    payload: Uint8Array
    ruleArn: string
    sourceAccount: string
  }) => Promise<void>
  /** SNS Publish under the action's role. */
  snsPublish?: (request: { topicArn: string; message: string; roleArn: string; ruleArn: string }) => Promise<void>
}
