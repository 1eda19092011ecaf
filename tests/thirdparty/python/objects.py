"""S3: buckets, objects, conditional requests, checksums, listings, presigned URLs."""

import base64
import hashlib
import urllib.error
import urllib.request
import zlib


def objects(s):
    s3 = s.client("s3")
    bucket = "photos-" + s.run_id
    s3.create_bucket(Bucket=bucket)
    s.check("S3: a bucket is made and listed", bucket in [b["Name"] for b in s3.list_buckets()["Buckets"]])
    text = "grün ☃".encode() * 100
    put = s3.put_object(
        Bucket=bucket, Key="a/b c+d&é.txt", Body=text, ContentType="text/x-test", Metadata={"who": "ada"}
    )
    s.check("S3: the ETag is the MD5", put["ETag"] == '"' + hashlib.md5(text).hexdigest() + '"')
    got = s3.get_object(Bucket=bucket, Key="a/b c+d&é.txt")
    s.check(
        "S3: bytes, type and metadata come back",
        got["Body"].read() == text and got["ContentType"] == "text/x-test" and got["Metadata"] == {"who": "ada"},
    )
    part = s3.get_object(Bucket=bucket, Key="a/b c+d&é.txt", Range="bytes=5-14")
    s.check(
        "S3: a range is 206 with its Content-Range",
        part["Body"].read() == text[5:15] and part["ContentRange"] == f"bytes 5-14/{len(text)}",
    )
    tail = s3.get_object(Bucket=bucket, Key="a/b c+d&é.txt", Range="bytes=-4")
    s.check("S3: a range from the end", tail["Body"].read() == text[-4:])
    s.refuses(
        "S3: a range behind the end",
        "InvalidRange",
        s3.get_object,
        Bucket=bucket,
        Key="a/b c+d&é.txt",
        Range="bytes=99999-",
    )
    s.refuses(
        "S3: If-None-Match of the same object",
        "304",
        s3.get_object,
        Bucket=bucket,
        Key="a/b c+d&é.txt",
        IfNoneMatch=put["ETag"],
    )
    s.refuses(
        "S3: If-Match of another object",
        "PreconditionFailed",
        s3.get_object,
        Bucket=bucket,
        Key="a/b c+d&é.txt",
        IfMatch='"0"',
    )
    s.check(
        "S3: HEAD gives the length", s3.head_object(Bucket=bucket, Key="a/b c+d&é.txt")["ContentLength"] == len(text)
    )
    s.refuses("S3: HEAD of a missing object", "404", s3.head_object, Bucket=bucket, Key="missing")
    s.refuses("S3: a missing object", "NoSuchKey", s3.get_object, Bucket=bucket, Key="missing")
    s.refuses("S3: a missing bucket", "NoSuchBucket", s3.get_object, Bucket="nowhere-" + s.run_id, Key="k")
    s.refuses("S3: a bad bucket name", "InvalidBucketName", s3.create_bucket, Bucket="Bad_Name")
    s.refuses(
        "S3: a wrong MD5",
        "BadDigest",
        s3.put_object,
        Bucket=bucket,
        Key="m",
        Body=b"x",
        ContentMD5=base64.b64encode(hashlib.md5(b"y").digest()).decode(),
    )
    right = base64.b64encode(zlib.crc32(text).to_bytes(4, "big")).decode()
    s3.put_object(Bucket=bucket, Key="sum", Body=text, ChecksumCRC32=right)
    s.check(
        "S3: a checksum is kept",
        s3.head_object(Bucket=bucket, Key="sum", ChecksumMode="ENABLED").get("ChecksumCRC32") == right,
    )
    s.refuses(
        "S3: a wrong CRC-32", "BadDigest", s3.put_object, Bucket=bucket, Key="sum", Body=b"other", ChecksumCRC32=right
    )
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        s3.put_object(Bucket=bucket, Key="algorithm", Body=text, ChecksumAlgorithm=algorithm)
        s.check(
            f"S3: a body with {algorithm}",
            s3.get_object(Bucket=bucket, Key="algorithm", ChecksumMode="ENABLED")["Body"].read() == text,
        )
    s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "a/b c+d&é.txt"})
    s.check("S3: a copy has bytes and metadata", s3.get_object(Bucket=bucket, Key="copy")["Metadata"] == {"who": "ada"})
    listing(s, s3, bucket)
    more_writes(s, s3, bucket)
    presigned(s, s3, bucket)
    s.refuses("S3: a wrong secret", "SignatureDoesNotMatch", s.client("s3", secret="wrong").list_buckets)
    s.refuses("S3: an unknown key id", "InvalidAccessKeyId", s.client("s3", key_id="AKIDUNKNOWN0000000").list_buckets)
    s.refuses("S3: a bucket that is not empty", "BucketNotEmpty", s3.delete_bucket, Bucket=bucket)
    keys = [{"Key": o["Key"]} for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})
    s3.delete_bucket(Bucket=bucket)
    s.check(
        "S3: many objects and the bucket are deleted", bucket not in [b["Name"] for b in s3.list_buckets()["Buckets"]]
    )


def listing(s, s3, bucket):
    for name in ("l/1", "l/2", "l/d/3", "l/d/4", "l/e/5", "l/ü 6"):
        s3.put_object(Bucket=bucket, Key=name, Body=b"x")
    page = s3.list_objects_v2(Bucket=bucket, Prefix="l/", Delimiter="/")
    s.check(
        "S3: a listing by prefix and delimiter",
        [o["Key"] for o in page["Contents"]] == ["l/1", "l/2", "l/ü 6"]
        and [p["Prefix"] for p in page["CommonPrefixes"]] == ["l/d/", "l/e/"],
    )
    for delimiter in ("", "/"):
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, Prefix="l/", Delimiter=delimiter, PaginationConfig={"PageSize": 1}
        )
        count = sum(len(p.get("Contents", [])) + len(p.get("CommonPrefixes", [])) for p in pages)
        s.check(f"S3: a listing page by page, delimiter {delimiter!r}", count == (5 if delimiter else 6))


def more_writes(s, s3, bucket):
    source = {"Bucket": bucket, "Key": "a/b c+d&é.txt"}
    s3.copy_object(
        Bucket=bucket,
        Key="copy",
        CopySource=source,
        MetadataDirective="REPLACE",
        Metadata={"who": "bob"},
        ContentType="text/b",
    )
    head = s3.head_object(Bucket=bucket, Key="copy")
    s.gives("S3: a copy with other metadata", ({"who": "bob"}, "text/b"), (head["Metadata"], head["ContentType"]))
    s.refuses(
        "S3: a copy if another",
        "PreconditionFailed",
        s3.copy_object,
        Bucket=bucket,
        Key="copy",
        CopySource=source,
        CopySourceIfMatch='"0"',
    )
    s.refuses(
        "S3: a copy of nothing",
        "NoSuchKey",
        s3.copy_object,
        Bucket=bucket,
        Key="copy",
        CopySource={"Bucket": bucket, "Key": "missing"},
    )
    s.refuses("S3: a copy to itself", "InvalidRequest", s3.copy_object, **source, CopySource=source)
    s.refuses(
        "S3: too much metadata", "MetadataTooLarge", s3.put_object, Bucket=bucket, Key="m", Metadata={"big": "x" * 2100}
    )
    s.refuses("S3: a long key", "KeyTooLongError", s3.put_object, Bucket=bucket, Key="k" * 1025)
    empty = s3.put_object(Bucket=bucket, Key="empty", Body=b"")
    s.gives("S3: an object of no bytes", '"d41d8cd98f00b204e9800998ecf8427e"', empty["ETag"])
    s.gives("S3: it is empty", b"", s3.get_object(Bucket=bucket, Key="empty")["Body"].read())
    for _ in range(2):
        gone = s3.delete_object(Bucket=bucket, Key="empty")
        s.gives("S3: a deletion, of something and of nothing", 204, gone["ResponseMetadata"]["HTTPStatusCode"])
    s.gives("S3: the location", None, s3.get_bucket_location(Bucket=bucket)["LocationConstraint"])
    s3.get_waiter("object_not_exists").wait(Bucket=bucket, Key="empty")
    s.gives("S3: the bucket is there", 200, s3.head_bucket(Bucket=bucket)["ResponseMetadata"]["HTTPStatusCode"])
    for key in ("a b", "a+b", "a*b", "a~b", "a%20b", "ä/ö", "x'\"<>&"):
        s3.put_object(Bucket=bucket, Key="names/" + key, Body=key.encode())
        s.gives(f"S3: the key {key}", key.encode(), s3.get_object(Bucket=bucket, Key="names/" + key)["Body"].read())
    listed = [o["Key"][6:] for o in s3.list_objects_v2(Bucket=bucket, Prefix="names/")["Contents"]]
    s.gives(
        "S3: these keys in a listing",
        sorted(("a b", "a+b", "a*b", "a~b", "a%20b", "ä/ö", "x'\"<>&"), key=str.encode),
        listed,
    )
    old = [o["Key"] for o in s3.list_objects(Bucket=bucket, Prefix="names/", Marker="names/a*b", MaxKeys=2)["Contents"]]
    s.gives("S3: the old listing", ["names/a+b", "names/a~b"], old)


def presigned(s, s3, bucket):
    v4 = s.client("s3", signature_version="s3v4")
    url = v4.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a/b c+d&é.txt"}, ExpiresIn=60)
    with urllib.request.urlopen(url) as answer:
        s.check("S3: a presigned URL is readable without credentials", answer.status == 200 and len(answer.read()) > 0)
    try:
        urllib.request.urlopen(url.replace("Expires=60", "Expires=61"))
        s.check("S3: a changed presigned URL is refused", False)
    except urllib.error.HTTPError as error:
        s.check(
            "S3: a changed presigned URL is refused", error.code == 403 and b"SignatureDoesNotMatch" in error.read()
        )
    url = v4.generate_presigned_url(
        "put_object", Params={"Bucket": bucket, "Key": "presigned", "ContentType": "text/p"}, ExpiresIn=60
    )
    put = urllib.request.Request(url, method="PUT", data=b"by URL", headers={"Content-Type": "text/p"})
    with urllib.request.urlopen(put) as answer:
        s.gives("S3: a presigned PUT", 200, answer.status)
    got = s3.get_object(Bucket=bucket, Key="presigned")
    s.gives("S3: what it put", (b"by URL", "text/p"), (got["Body"].read(), got["ContentType"]))
    put.add_header("Content-Type", "text/other")
    try:
        urllib.request.urlopen(put)
        s.check("S3: a presigned PUT of another type is refused", False)
    except urllib.error.HTTPError as error:
        s.gives("S3: a presigned PUT of another type is refused", 403, error.code)
