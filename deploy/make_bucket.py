"""Make the bucket of SCOPITONE_STORE unless it is there."""

import os
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError

bucket = urlsplit(os.environ["SCOPITONE_STORE"]).netloc
s3 = boto3.client("s3", endpoint_url=os.environ["SCOPITONE_S3_ENDPOINT"], region_name="us-east-1")
try:
    s3.create_bucket(Bucket=bucket)
except ClientError as problem:
    if problem.response["Error"]["Code"] not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
        raise
