import type { IotOperation } from '../operation.ts'
import { attachPolicy } from './attachments/attach-policy.ts'
import { attachThingPrincipal } from './attachments/attach-thing-principal.ts'
import { detachPolicy } from './attachments/detach-policy.ts'
import { detachThingPrincipal } from './attachments/detach-thing-principal.ts'
import { getEffectivePolicies } from './attachments/get-effective-policies.ts'
import { listAttachedPolicies } from './attachments/list-attached-policies.ts'
import { listPrincipalThings, listPrincipalThingsV2 } from './attachments/list-principal-things.ts'
import { listTargetsForPolicy } from './attachments/list-targets-for-policy.ts'
import { listThingPrincipals, listThingPrincipalsV2 } from './attachments/list-thing-principals.ts'
import { testAuthorization } from './attachments/test-authorization.ts'
import { deleteCACertificate } from './ca-certificates/delete-ca-certificate.ts'
import { describeCACertificate } from './ca-certificates/describe-ca-certificate.ts'
import { getRegistrationCode } from './ca-certificates/get-registration-code.ts'
import { listCACertificates } from './ca-certificates/list-ca-certificates.ts'
import { registerCACertificate } from './ca-certificates/register-ca-certificate.ts'
import { updateCACertificate } from './ca-certificates/update-ca-certificate.ts'
import { createCertificateFromCsr } from './certificates/create-certificate-from-csr.ts'
import { createKeysAndCertificate } from './certificates/create-keys-and-certificate.ts'
import { deleteCertificate } from './certificates/delete-certificate.ts'
import { describeCertificate } from './certificates/describe-certificate.ts'
import { listCertificates } from './certificates/list-certificates.ts'
import { registerCertificate } from './certificates/register-certificate.ts'
import { registerCertificateWithoutCA } from './certificates/register-certificate-without-ca.ts'
import { updateCertificate } from './certificates/update-certificate.ts'
import { createDomainConfiguration } from './endpoints/create-domain-configuration.ts'
import { deleteDomainConfiguration } from './endpoints/delete-domain-configuration.ts'
import { describeDomainConfiguration } from './endpoints/describe-domain-configuration.ts'
import { describeEndpoint } from './endpoints/describe-endpoint.ts'
import { listDomainConfigurations } from './endpoints/list-domain-configurations.ts'
import { updateDomainConfiguration } from './endpoints/update-domain-configuration.ts'
import { getV2LoggingOptions } from './logging/get-v2-logging-options.ts'
import { setV2LoggingOptions } from './logging/set-v2-logging-options.ts'
import { createPolicy } from './policies/create-policy.ts'
import { createPolicyVersion } from './policies/create-policy-version.ts'
import { deletePolicy } from './policies/delete-policy.ts'
import { deletePolicyVersion } from './policies/delete-policy-version.ts'
import { getPolicy } from './policies/get-policy.ts'
import { getPolicyVersion } from './policies/get-policy-version.ts'
import { listPolicies } from './policies/list-policies.ts'
import { listPolicyVersions } from './policies/list-policy-versions.ts'
import { setDefaultPolicyVersion } from './policies/set-default-policy-version.ts'
import { createThingType } from './thing-types/create-thing-type.ts'
import { deleteThingType } from './thing-types/delete-thing-type.ts'
import { deprecateThingType } from './thing-types/deprecate-thing-type.ts'
import { describeThingType } from './thing-types/describe-thing-type.ts'
import { listThingTypes } from './thing-types/list-thing-types.ts'
import { createThing } from './things/create-thing.ts'
import { deleteThing } from './things/delete-thing.ts'
import { describeThing } from './things/describe-thing.ts'
import { listThings } from './things/list-things.ts'
import { updateThing } from './things/update-thing.ts'
import { createTopicRule } from './topic-rules/create-topic-rule.ts'
import { deleteTopicRule } from './topic-rules/delete-topic-rule.ts'
import { getTopicRule } from './topic-rules/get-topic-rule.ts'
import { listTopicRules } from './topic-rules/list-topic-rules.ts'
import { replaceTopicRule } from './topic-rules/replace-topic-rule.ts'
import { disableTopicRule, enableTopicRule } from './topic-rules/switch-topic-rule.ts'

/** The control-plane operations of the local IoT Core by AWS's names; every other one is refused by name. */
export const operations: Readonly<Record<string, IotOperation<never, object>>> = {
  AttachPolicy: attachPolicy,
  AttachThingPrincipal: attachThingPrincipal,
  CreateCertificateFromCsr: createCertificateFromCsr,
  CreateDomainConfiguration: createDomainConfiguration,
  CreateKeysAndCertificate: createKeysAndCertificate,
  CreatePolicy: createPolicy,
  CreatePolicyVersion: createPolicyVersion,
  CreateThing: createThing,
  CreateThingType: createThingType,
  CreateTopicRule: createTopicRule,
  DeleteCACertificate: deleteCACertificate,
  DeleteCertificate: deleteCertificate,
  DeleteDomainConfiguration: deleteDomainConfiguration,
  DeletePolicy: deletePolicy,
  DeletePolicyVersion: deletePolicyVersion,
  DeleteThing: deleteThing,
  DeleteThingType: deleteThingType,
  DeleteTopicRule: deleteTopicRule,
  DeprecateThingType: deprecateThingType,
  DescribeCACertificate: describeCACertificate,
  DescribeCertificate: describeCertificate,
  DescribeDomainConfiguration: describeDomainConfiguration,
  DescribeEndpoint: describeEndpoint,
  DescribeThing: describeThing,
  DescribeThingType: describeThingType,
  DetachPolicy: detachPolicy,
  DetachThingPrincipal: detachThingPrincipal,
  DisableTopicRule: disableTopicRule,
  EnableTopicRule: enableTopicRule,
  GetEffectivePolicies: getEffectivePolicies,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRegistrationCode: getRegistrationCode,
  GetTopicRule: getTopicRule,
  GetV2LoggingOptions: getV2LoggingOptions,
  ListAttachedPolicies: listAttachedPolicies,
  ListCACertificates: listCACertificates,
  ListCertificates: listCertificates,
  ListDomainConfigurations: listDomainConfigurations,
  ListPolicies: listPolicies,
  ListPolicyVersions: listPolicyVersions,
  ListPrincipalThings: listPrincipalThings,
  ListPrincipalThingsV2: listPrincipalThingsV2,
  ListTargetsForPolicy: listTargetsForPolicy,
  ListThingPrincipals: listThingPrincipals,
  ListThingPrincipalsV2: listThingPrincipalsV2,
  ListThings: listThings,
  ListThingTypes: listThingTypes,
  ListTopicRules: listTopicRules,
  RegisterCACertificate: registerCACertificate,
  RegisterCertificate: registerCertificate,
  RegisterCertificateWithoutCA: registerCertificateWithoutCA,
  ReplaceTopicRule: replaceTopicRule,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  SetV2LoggingOptions: setV2LoggingOptions,
  TestAuthorization: testAuthorization,
  UpdateCACertificate: updateCACertificate,
  UpdateCertificate: updateCertificate,
  UpdateDomainConfiguration: updateDomainConfiguration,
  UpdateThing: updateThing,
}
