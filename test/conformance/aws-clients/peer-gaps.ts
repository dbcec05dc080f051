/** Where a peer answers otherwise than AWS documents, by the `id` of the call, and what it does instead. */
export const peerGaps: Record<string, Record<string, string>> = {
  // 5.2.5
  moto: {
    'type-with-another-description': 'it answers as if it had made it',
    'thing-with-other-attributes': 'it changes the thing',
    'thing-with-a-bad-name': 'it makes the thing',
    'policy-that-is-no-json': 'it makes the policy',
    'request-that-is-none': 'it fails with 500',
    'thing-with-certificate-deleted': 'it answers 409',
    'second-thing-of-an-exclusive-certificate': 'it attaches',
  },
  // 1.5.33
  MiniStack: {
    'sixth-version-of-a-policy': 'it makes the version',
    'thing-of-a-deprecated-type': 'it makes the thing',
    'second-thing-of-an-exclusive-certificate': 'it attaches',
  },
}
