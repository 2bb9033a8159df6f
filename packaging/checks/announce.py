"""Puts a sample object of CloudTrail into a bucket, some times, whose queue hears of each: SAMPLES COUNT.

Prints the queue's URL. With --count SAMPLES, prints how many records the object has.
"""

import glob
import gzip
import json
import sys

import boto3

ENDPOINT = "http://127.0.0.1:5000"


def sample(folder):
    with open(glob.glob(folder + "/*.json.gz")[0], "rb") as file:
        return file.read()


def client(service):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )


def announce(folder, count):
    s3, sqs = client("s3"), client("sqs")
    s3.create_bucket(Bucket="example-trail")
    url = sqs.create_queue(QueueName="trail")["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    heard = {"QueueArn": queue["Attributes"]["QueueArn"], "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="example-trail", NotificationConfiguration={"QueueConfigurations": [heard]}
    )
    for number in range(count):
        key = f"AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/05/{number}.json.gz"
        s3.put_object(Bucket="example-trail", Key=key, Body=sample(folder))
    print(url)


if sys.argv[1] == "--count":
    print(len(json.loads(gzip.decompress(sample(sys.argv[2])))["Records"]))
else:
    announce(sys.argv[1], int(sys.argv[2]))
