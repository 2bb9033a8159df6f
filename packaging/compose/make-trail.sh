#!/bin/sh
# Makes a bucket, a queue that hears of its objects, and puts sample files there, as CloudTrail would.
set -eu

bucket=example-trail
aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" --region "$AWS_REGION" "$@"; }

aws sqs create-queue --queue-name cloudtrail
queue=$(aws sqs get-queue-url --queue-name cloudtrail --query QueueUrl --output text)
arn=$(aws sqs get-queue-attributes --queue-url "$queue" --attribute-names QueueArn --query Attributes.QueueArn --output text)
aws s3api create-bucket --bucket "$bucket" --create-bucket-configuration "LocationConstraint=$AWS_REGION"
aws s3api put-bucket-notification-configuration --bucket "$bucket" --notification-configuration \
  "{\"QueueConfigurations\": [{\"QueueArn\": \"$arn\", \"Events\": [\"s3:ObjectCreated:*\"]}]}"
for sample in /samples/*.json.gz; do
  aws s3 cp "$sample" "s3://$bucket/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/05/$(basename "$sample")"
done
