"""Makes calls of AWS APIs with boto3 and prints what became of each, one JSON document a line.

Standard input holds {"endpoint", "region", "accessKeyId", "secretAccessKey", "calls": [{service, operation, input, as}]}.
"""

import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

task = json.load(sys.stdin)
answers = {}
clients = {}


def client(service):
    if service not in clients:
        clients[service] = boto3.client(
            service,
            endpoint_url=task["endpoint"],
            region_name=task["region"],
            aws_access_key_id=task["accessKeyId"],
            aws_secret_access_key=task["secretAccessKey"],
            config=Config(retries={"total_max_attempts": 1}),
        )
    return clients[service]


def filled(value):
    if isinstance(value, list):
        return [filled(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "$" in value:
        name, *members = value["$"].split(".")
        found = answers[name]
        for member in members:
            found = found[member]
        return found
    return {name: filled(inner) for name, inner in value.items()}


def outcome(call):
    try:
        answer = getattr(client(call["service"]), xform_name(call["operation"]))(**filled(call["input"]))
    except ClientError as error:
        return {
            "error": error.response["Error"]["Code"],
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
        }
    except Exception as error:  # What botocore cannot parse, or an answer that an earlier call did not give.
        return {"error": type(error).__name__ + ": " + str(error), "status": 0}
    answer.pop("ResponseMetadata", None)
    if "as" in call:
        answers[call["as"]] = answer
    return {"answer": answer}


for each in task["calls"]:
    print(json.dumps(outcome(each), default=str), flush=True)
