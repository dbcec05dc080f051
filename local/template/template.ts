/** A CloudFormation template as `cdk synth` writes it, reduced to the sections that the local cloud knows. */
export interface Template {
  Parameters?: Record<string, ParameterTemplate>
  Rules?: Record<string, { Assertions: { Assert: unknown; AssertDescription?: string }[] }>
  Conditions?: Record<string, unknown>
  Resources: Record<string, ResourceTemplate>
  Outputs?: Record<string, { Value: unknown; Description?: string; Condition?: string }>
}

export interface ParameterTemplate {
  Type: string
  Default?: string
  Description?: string
}

export interface ResourceTemplate {
  Type: string
  Properties?: Record<string, unknown>
  DependsOn?: string | string[]
  Condition?: string
}

/** One stack of an assembly, ready to be deployed. */
export interface StackTemplate {
  name: string
  template: Template
  /** Directory or file of an asset by the object key under which a bootstrapped account would hold it. */
  assets: ReadonlyMap<string, string>
}
