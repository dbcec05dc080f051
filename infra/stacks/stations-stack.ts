import { CfnRole, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnAlias, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { CfnProfile, CfnTrustAnchor } from 'aws-cdk-lib/aws-rolesanywhere'
import { CfnCondition, CfnOutput, CfnParameter, type CfnResource, Fn, RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

/** Seconds; a role's sessions last an hour at the most unless the role says otherwise. */
const sessionDuration = 3600

/**
 * Stations as principals of their own: the key of their CA in KMS, and what lets their certificates open sessions. Deployed
 * twice: the certificate of the CA is signed with the key that the first deployment makes (docs/stations.md).
 */
export class StationsStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'stations', props)
    this.#keepKey()
    const certificate = this.#certificate()
    const { trustAnchor, role, profile } = this.#letIn(certificate.pem)
    const outputs = [
      new CfnOutput(this, 'TrustAnchorArn', { value: trustAnchor.attrTrustAnchorArn }),
      new CfnOutput(this, 'ProfileArn', { value: profile.attrProfileArn }),
      new CfnOutput(this, 'RoleArn', { value: role.attrArn }),
    ]
    if (certificate.isGiven === undefined) return
    for (const output of outputs) output.condition = certificate.isGiven
    for (const resource of [trustAnchor, role, profile] satisfies CfnResource[])
      resource.cfnOptions.condition = certificate.isGiven
  }

  /** The key signs every station's certificate and cannot be made again, so it stays. */
  #keepKey() {
    const { names } = this.context
    const key = new Key(this, 'AuthorityKey', {
      description: `CA of ${names.stations}`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const alias = new CfnAlias(this, 'AuthorityAlias', {
      aliasName: `alias/${names.stations}`,
      targetKeyId: key.keyArn,
    })
    alias.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    new CfnOutput(this, 'AuthorityKeyArn', { value: key.keyArn, description: 'Key of the CA of the stations' })
  }

  /** From the stage, or from a parameter, so that one template serves before and after, here and on the local cloud. */
  #certificate(): { pem: string; isGiven?: CfnCondition } {
    const { stationCaCertificate } = this.context.stage
    if (stationCaCertificate !== undefined) return { pem: stationCaCertificate }
    const { valueAsString: pem } = new CfnParameter(this, 'CaCertificate', {
      type: 'String',
      default: '',
      description: 'PEM certificate of the CA of the stations, made by `mintmark station authority`; empty at first',
    })
    return {
      pem,
      isGiven: new CfnCondition(this, 'HasCa', { expression: Fn.conditionNot(Fn.conditionEquals(pem, '')) }),
    }
  }

  #letIn(x509CertificateData: string) {
    const { names, arns } = this.context
    const trustAnchor = new CfnTrustAnchor(this, 'TrustAnchor', {
      name: names.stations,
      enabled: true,
      source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData } },
    })
    const trust = new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('rolesanywhere.amazonaws.com')],
      actions: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
      conditions: { ArnEquals: { 'aws:SourceArn': trustAnchor.attrTrustAnchorArn } },
    })
    const role = new CfnRole(this, 'Role', {
      roleName: names.stations,
      description: 'Every station with a certificate; a session is named after the serial of the certificate',
      assumeRolePolicyDocument: new PolicyDocument({ statements: [trust] }),
      managedPolicyArns: [arns.callerPolicy('station')],
      maxSessionDuration: sessionDuration,
    })
    const profile = new CfnProfile(this, 'Profile', {
      name: names.stations,
      enabled: true,
      roleArns: [role.attrArn],
      durationSeconds: sessionDuration,
      // The session name is how the registry tells stations apart: who could choose it could be anybody.
      acceptRoleSessionName: false,
    })
    return { trustAnchor, role, profile }
  }
}
