/** The IAM check of attaching a policy: the resource is the target, not the policy (reference 2.10). */
export const onTarget =
  (action: string) =>
  ({ target }: { target: string }) => [{ action, resource: target }]
