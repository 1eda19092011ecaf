#!/usr/bin/python3
"""Uses dynoxx-local through boto3, a client that is not ours, and says what it checked.

Usage: boto3_scenario.py ENDPOINT_URL
The key pair of the root user comes from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the region from AWS_DEFAULT_REGION;
each has the server's own default. Exit status: 0 if every check held, 1 if one did not, 77 if boto3 is missing.
"""

import base64
import hashlib
import os
import sys
import urllib.error
import urllib.request
import uuid
import zlib

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    print("skipped: boto3 is not installed")
    sys.exit(77)

KEY_ID = os.environ.get("AWS_ACCESS_KEY_ID", "AKIDDYNOXXLOCALAWS01")
SECRET = os.environ.get("AWS_SECRET_ACCESS_KEY", "dynoxx-local/not-a-secret/for-tests-0001")
REGION = os.environ.get("AWS_DEFAULT_REGION", "us-east-1")


class Scenario:
    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.run_id = uuid.uuid4().hex[:8]
        self.failures = 0
        self.checks = 0

    def client(self, service, key_id=KEY_ID, secret=SECRET, token=None, region=REGION, **settings):
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, **settings)
        return boto3.client(service, endpoint_url=self.endpoint, region_name=region, aws_access_key_id=key_id,
                            aws_secret_access_key=secret, aws_session_token=token, config=config)

    def check(self, what, holds):
        self.checks += 1
        self.failures += 0 if holds else 1
        print(("ok      " if holds else "FAILED  ") + what)

    def refuses(self, what, code, call, **arguments):
        try:
            call(**arguments)
            found = "no error"
        except ClientError as error:
            found = error.response["Error"]["Code"]
        self.check(f"{what}: {code}" + ("" if found == code else f" (found {found})"), found == code)


def tables(s):
    db = s.client("dynamodb")
    table = "orders-" + s.run_id
    db.create_table(TableName=table, BillingMode="PAY_PER_REQUEST",
                    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"},
                                          {"AttributeName": "sk", "AttributeType": "N"}])
    db.get_waiter("table_exists").wait(TableName=table)
    s.check("DynamoDB: a table is made and active", table in db.list_tables()["TableNames"])
    item = {"pk": {"S": "a"}, "sk": {"N": "1"}, "tags": {"SS": ["x", "y"]}, "raw": {"B": b"\x00\xff"},
            "deep": {"M": {"l": {"L": [{"BOOL": True}, {"NULL": True}]}}}, "text": {"S": "grün ☃ \"quoted\"\n"}}
    db.put_item(TableName=table, Item=item)
    got = db.get_item(TableName=table, Key={"pk": {"S": "a"}, "sk": {"N": "1"}}, ConsistentRead=True)["Item"]
    got["tags"]["SS"].sort()
    s.check("DynamoDB: an item comes back as it was put", got == item)
    for number in range(2, 12):
        db.put_item(TableName=table, Item={"pk": {"S": "a"}, "sk": {"N": str(number)}})
    try:
        query = dict(TableName=table, KeyConditionExpression="pk = :p AND sk BETWEEN :l AND :h", Limit=3,
                     ExpressionAttributeValues={":p": {"S": "a"}, ":l": {"N": "2"}, ":h": {"N": "9"}})
        found = [i["sk"]["N"] for page in db.get_paginator("query").paginate(**query) for i in page["Items"]]
        s.check("DynamoDB: a query is paged and in numeric order", found == [str(n) for n in range(2, 10)])
    except ClientError as error:
        s.check(f"DynamoDB: a query is paged and in numeric order ({error})", False)
    s.refuses("DynamoDB: a condition that fails", "ConditionalCheckFailedException", db.put_item, TableName=table, Item=item,
              ConditionExpression="attribute_not_exists(pk)")
    s.refuses("DynamoDB: a missing table", "ResourceNotFoundException", db.get_item, TableName="nowhere", Key={"pk": {"S": "a"}})
    s.refuses("DynamoDB: a wrong secret", "InvalidSignatureException", s.client("dynamodb", secret="wrong").list_tables)
    s.refuses("DynamoDB: an unknown key id", "UnrecognizedClientException", s.client("dynamodb", key_id="AKIDUNKNOWN0000000").list_tables)
    s.refuses("DynamoDB: another region", "InvalidSignatureException", s.client("dynamodb", region="eu-north-1").list_tables)
    body = db.list_tables()
    s.check("DynamoDB: the request id has 52 letters", len(body["ResponseMetadata"]["RequestId"]) == 52)
    s.check("DynamoDB: the answer has its CRC-32", "x-amz-crc32" in body["ResponseMetadata"]["HTTPHeaders"])
    db.delete_table(TableName=table)


def objects(s):
    s3 = s.client("s3")
    bucket = "photos-" + s.run_id
    s3.create_bucket(Bucket=bucket)
    s.check("S3: a bucket is made and listed", bucket in [b["Name"] for b in s3.list_buckets()["Buckets"]])
    text = "grün ☃".encode() * 100
    put = s3.put_object(Bucket=bucket, Key="a/b c+d&é.txt", Body=text, ContentType="text/x-test", Metadata={"who": "ada"})
    s.check("S3: the ETag is the MD5", put["ETag"] == '"' + hashlib.md5(text).hexdigest() + '"')
    got = s3.get_object(Bucket=bucket, Key="a/b c+d&é.txt")
    s.check("S3: bytes, type and metadata come back",
            got["Body"].read() == text and got["ContentType"] == "text/x-test" and got["Metadata"] == {"who": "ada"})
    part = s3.get_object(Bucket=bucket, Key="a/b c+d&é.txt", Range="bytes=5-14")
    s.check("S3: a range is 206 with its Content-Range", part["Body"].read() == text[5:15]
            and part["ContentRange"] == f"bytes 5-14/{len(text)}")
    tail = s3.get_object(Bucket=bucket, Key="a/b c+d&é.txt", Range="bytes=-4")
    s.check("S3: a range from the end", tail["Body"].read() == text[-4:])
    s.refuses("S3: a range behind the end", "InvalidRange", s3.get_object, Bucket=bucket, Key="a/b c+d&é.txt", Range="bytes=99999-")
    s.refuses("S3: If-None-Match of the same object", "304", s3.get_object, Bucket=bucket, Key="a/b c+d&é.txt",
              IfNoneMatch=put["ETag"])
    s.refuses("S3: If-Match of another object", "PreconditionFailed", s3.get_object, Bucket=bucket, Key="a/b c+d&é.txt",
              IfMatch='"0"')
    s.check("S3: HEAD gives the length", s3.head_object(Bucket=bucket, Key="a/b c+d&é.txt")["ContentLength"] == len(text))
    s.refuses("S3: HEAD of a missing object", "404", s3.head_object, Bucket=bucket, Key="missing")
    s.refuses("S3: a missing object", "NoSuchKey", s3.get_object, Bucket=bucket, Key="missing")
    s.refuses("S3: a missing bucket", "NoSuchBucket", s3.get_object, Bucket="nowhere-" + s.run_id, Key="k")
    s.refuses("S3: a bad bucket name", "InvalidBucketName", s3.create_bucket, Bucket="Bad_Name")
    s.refuses("S3: a wrong MD5", "BadDigest", s3.put_object, Bucket=bucket, Key="m", Body=b"x",
              ContentMD5=base64.b64encode(hashlib.md5(b"y").digest()).decode())
    right = base64.b64encode(zlib.crc32(text).to_bytes(4, "big")).decode()
    s3.put_object(Bucket=bucket, Key="sum", Body=text, ChecksumCRC32=right)
    s.check("S3: a checksum is kept",
            s3.head_object(Bucket=bucket, Key="sum", ChecksumMode="ENABLED").get("ChecksumCRC32") == right)
    s.refuses("S3: a wrong CRC-32", "BadDigest", s3.put_object, Bucket=bucket, Key="sum", Body=b"other", ChecksumCRC32=right)
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        s3.put_object(Bucket=bucket, Key="algorithm", Body=text, ChecksumAlgorithm=algorithm)
        s.check(f"S3: a body with {algorithm}", s3.get_object(Bucket=bucket, Key="algorithm", ChecksumMode="ENABLED")["Body"].read() == text)
    s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "a/b c+d&é.txt"})
    s.check("S3: a copy has bytes and metadata", s3.get_object(Bucket=bucket, Key="copy")["Metadata"] == {"who": "ada"})
    listing(s, s3, bucket)
    multipart(s, s3, bucket)
    presigned(s, s3, bucket)
    s.refuses("S3: a wrong secret", "SignatureDoesNotMatch", s.client("s3", secret="wrong").list_buckets)
    s.refuses("S3: an unknown key id", "InvalidAccessKeyId", s.client("s3", key_id="AKIDUNKNOWN0000000").list_buckets)
    s.refuses("S3: a bucket that is not empty", "BucketNotEmpty", s3.delete_bucket, Bucket=bucket)
    keys = [{"Key": o["Key"]} for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})
    s3.delete_bucket(Bucket=bucket)
    s.check("S3: many objects and the bucket are deleted", bucket not in [b["Name"] for b in s3.list_buckets()["Buckets"]])


def listing(s, s3, bucket):
    for name in ("l/1", "l/2", "l/d/3", "l/d/4", "l/e/5", "l/ü 6"):
        s3.put_object(Bucket=bucket, Key=name, Body=b"x")
    page = s3.list_objects_v2(Bucket=bucket, Prefix="l/", Delimiter="/")
    s.check("S3: a listing by prefix and delimiter",
            [o["Key"] for o in page["Contents"]] == ["l/1", "l/2", "l/ü 6"]
            and [p["Prefix"] for p in page["CommonPrefixes"]] == ["l/d/", "l/e/"])
    for delimiter in ("", "/"):
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="l/", Delimiter=delimiter,
                                                             PaginationConfig={"PageSize": 1})
        count = sum(len(p.get("Contents", [])) + len(p.get("CommonPrefixes", [])) for p in pages)
        s.check(f"S3: a listing page by page, delimiter {delimiter!r}", count == (5 if delimiter else 6))


def multipart(s, s3, bucket):
    from io import BytesIO
    big = os.urandom(1 << 20) * 20
    s3.upload_fileobj(BytesIO(big), bucket, "big")
    head = s3.head_object(Bucket=bucket, Key="big")
    s.check("S3: 20 MiB go up in three parts", head["ContentLength"] == len(big) and head["ETag"].endswith('-3"'))
    got = BytesIO()
    s3.download_fileobj(bucket, "big", got)
    s.check("S3: 20 MiB come down in ranges", got.getvalue() == big)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="small-parts")["UploadId"]
    parts = [{"PartNumber": n, "ETag": s3.upload_part(Bucket=bucket, Key="small-parts", UploadId=upload, PartNumber=n,
                                                     Body=b"small")["ETag"]} for n in (1, 2)]
    s.refuses("S3: parts that are too small", "EntityTooSmall", s3.complete_multipart_upload, Bucket=bucket, Key="small-parts",
              UploadId=upload, MultipartUpload={"Parts": parts})
    s3.abort_multipart_upload(Bucket=bucket, Key="small-parts", UploadId=upload)
    s.refuses("S3: an upload that was given up", "NoSuchUpload", s3.list_parts, Bucket=bucket, Key="small-parts", UploadId=upload)


def presigned(s, s3, bucket):
    config = Config(signature_version="s3v4", s3={"addressing_style": "path"})
    v4 = boto3.client("s3", endpoint_url=s.endpoint, region_name=REGION, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET,
                      config=config)
    url = v4.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a/b c+d&é.txt"}, ExpiresIn=60)
    with urllib.request.urlopen(url) as answer:
        s.check("S3: a presigned URL is readable without credentials", answer.status == 200 and len(answer.read()) > 0)
    try:
        urllib.request.urlopen(url.replace("Expires=60", "Expires=61"))
        s.check("S3: a changed presigned URL is refused", False)
    except urllib.error.HTTPError as error:
        s.check("S3: a changed presigned URL is refused", error.code == 403 and b"SignatureDoesNotMatch" in error.read())


def keys(s):
    kms = s.client("kms")
    arn = kms.create_key(Description="scenario")["KeyMetadata"]["Arn"]
    alias = "alias/scenario-" + s.run_id
    kms.create_alias(AliasName=alias, TargetKeyId=arn)
    context = {"tenant": "acme", "table": "orders"}
    data_key = kms.generate_data_key(KeyId=alias, KeySpec="AES_256", EncryptionContext=context)
    s.check("KMS: a data key has 32 bytes and the key's ARN", len(data_key["Plaintext"]) == 32 and data_key["KeyId"] == arn)
    opened = kms.decrypt(CiphertextBlob=data_key["CiphertextBlob"], EncryptionContext=dict(reversed(context.items())))
    s.check("KMS: a data key is opened, whatever the order of the context", opened["Plaintext"] == data_key["Plaintext"])
    blobs = {kms.encrypt(KeyId=arn, Plaintext=b"same")["CiphertextBlob"] for _ in range(3)}
    s.check("KMS: ciphertexts differ from call to call", len(blobs) == 3)
    s.refuses("KMS: another context", "InvalidCiphertextException", kms.decrypt, CiphertextBlob=data_key["CiphertextBlob"],
              EncryptionContext={"tenant": "other"})
    changed = bytearray(data_key["CiphertextBlob"])
    changed[-1] ^= 1
    s.refuses("KMS: a changed ciphertext", "InvalidCiphertextException", kms.decrypt, CiphertextBlob=bytes(changed),
              EncryptionContext=context)
    other = kms.create_key()["KeyMetadata"]["KeyId"]
    s.refuses("KMS: another key", "IncorrectKeyException", kms.decrypt, CiphertextBlob=data_key["CiphertextBlob"], KeyId=other,
              EncryptionContext=context)
    s.refuses("KMS: a missing alias", "NotFoundException", kms.encrypt, KeyId="alias/none", Plaintext=b"x")
    s.refuses("KMS: a missing key", "NotFoundException", kms.encrypt, KeyId=str(uuid.uuid4()), Plaintext=b"x")
    s.refuses("KMS: a plaintext of 4097 bytes", "ValidationException", kms.encrypt, KeyId=arn, Plaintext=b"x" * 4097)
    kms.disable_key(KeyId=arn)
    s.refuses("KMS: a disabled key", "DisabledException", kms.encrypt, KeyId=arn, Plaintext=b"x")
    s.refuses("KMS: a wrong secret", "InvalidSignatureException", s.client("kms", secret="wrong").list_keys)


def roles(s):
    sts = s.client("sts")
    me = sts.get_caller_identity()
    s.check("STS: the caller is the root user", me["Arn"] == f"arn:aws:iam::{me['Account']}:root")
    role = f"arn:aws:iam::{me['Account']}:role/path/worker"
    assumed = sts.assume_role(RoleArn=role, RoleSessionName="scenario", DurationSeconds=900, ExternalId="x-1")
    got = assumed["Credentials"]
    session = dict(key_id=got["AccessKeyId"], secret=got["SecretAccessKey"], token=got["SessionToken"])
    s.check("STS: the session has its own ARN", s.client("sts", **session).get_caller_identity()["Arn"]
            == f"arn:aws:sts::{me['Account']}:assumed-role/worker/scenario")
    s.check("STS: its credentials are good for DynamoDB", "TableNames" in s.client("dynamodb", **session).list_tables())
    s.check("STS: its credentials are good for S3", "Buckets" in s.client("s3", **session).list_buckets())
    s.check("STS: its credentials are good for KMS", "Keys" in s.client("kms", **session).list_keys())
    session["token"] = "another"
    s.refuses("STS: another session token, DynamoDB", "UnrecognizedClientException", s.client("dynamodb", **session).list_tables)
    s.refuses("STS: another session token, S3", "InvalidToken", s.client("s3", **session).list_buckets)
    s.refuses("STS: another session token, STS", "InvalidClientTokenId", s.client("sts", **session).get_caller_identity)
    s.refuses("STS: a wrong secret", "SignatureDoesNotMatch", s.client("sts", secret="wrong").get_caller_identity)
    s.refuses("STS: a session of ten seconds", "ValidationError",
              s.client("sts", parameter_validation=False).assume_role, RoleArn=role, RoleSessionName="scenario",
              DurationSeconds=10)
    s.refuses("STS: a role of another account", "AccessDenied", sts.assume_role, RoleArn="arn:aws:iam::999999999999:role/worker",
              RoleSessionName="scenario")


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    s = Scenario(sys.argv[1])
    for part in (tables, objects, keys, roles):
        try:
            part(s)
        except Exception as error:  # a check that cannot go on is a check that failed
            s.check(f"{part.__name__}: stopped by {type(error).__name__}: {error}", False)
    print(f"boto3 {boto3.__version__}: {s.checks - s.failures} of {s.checks} checks held")
    return 1 if s.failures else 0


sys.exit(main())
