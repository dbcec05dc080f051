"""Opens a session as AWS's own Python client signs it; over HTTP, which that client does not speak by itself.

Input: JSON with url, region, certificate, key (paths) and body. Output: JSON with status and body.
"""

import json
import sys
import urllib.error
import urllib.request

from botocore.awsrequest import AWSRequest
from iam_rolesanywhere_session.iam_rolesanywhere_session import IAMRolesAnywhereSigner

asked = json.load(sys.stdin)
request = AWSRequest(method="POST", url=asked["url"], data=json.dumps(asked["body"]))
IAMRolesAnywhereSigner(asked["certificate"], asked["key"], region=asked["region"]).add_auth(request)
sent = urllib.request.Request(asked["url"], request.data.encode(), dict(request.headers), method="POST")
try:
    with urllib.request.urlopen(sent) as answer:
        print(json.dumps({"status": answer.status, "body": json.load(answer)}))
except urllib.error.HTTPError as error:
    print(json.dumps({"status": error.code, "body": json.load(error)}))
