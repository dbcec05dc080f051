import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'

export interface MessageQueueProps {
  readonly name: string
  /**
   * Where messages go that failed too often.
   * @default - nowhere: the queue is an end of the line, and `endReason` says why
   */
  readonly deadLetterQueue?: DeadLetterQueue
  /** @default 30 s */
  readonly visibilityTimeout?: Duration
  /** @default 14 days, the most SQS knows */
  readonly retention?: Duration
  /**
   * Why nothing catches what fails here; becomes the acknowledgement of AwsSolutions-SQS3.
   * @default - it has a dead-letter queue, or is one
   */
  readonly endReason?: string
}

/** A queue that is encrypted at rest and answers over TLS only. */
export class MessageQueue extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, props: MessageQueueProps) {
    super(scope, id)
    this.queue = new Queue(this, 'Queue', {
      queueName: props.name,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: props.retention ?? Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.visibilityTimeout && { visibilityTimeout: props.visibilityTimeout }),
      ...(props.deadLetterQueue && { deadLetterQueue: props.deadLetterQueue }),
    })
    if (props.endReason !== undefined)
      Validations.of(this.queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: props.endReason })
  }
}
