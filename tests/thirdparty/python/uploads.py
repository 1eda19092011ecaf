"""S3: uploads and downloads in parts, by the transfer manager and by hand."""

import hashlib
import os
import tempfile
from io import BytesIO

from boto3.s3.transfer import TransferConfig

MEBIBYTE = 1 << 20


def by_manager(s, s3, bucket):
    big = os.urandom(1 << 20) * 20
    s3.upload_fileobj(BytesIO(big), bucket, "big")
    head = s3.head_object(Bucket=bucket, Key="big")
    s.check("S3: 20 MiB go up in three parts", head["ContentLength"] == len(big) and head["ETag"].endswith('-3"'))
    got = BytesIO()
    s3.download_fileobj(bucket, "big", got)
    s.check("S3: 20 MiB come down in ranges", got.getvalue() == big)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="small-parts")["UploadId"]
    parts = [
        {
            "PartNumber": n,
            "ETag": s3.upload_part(Bucket=bucket, Key="small-parts", UploadId=upload, PartNumber=n, Body=b"small")[
                "ETag"
            ],
        }
        for n in (1, 2)
    ]
    s.refuses(
        "S3: parts that are too small",
        "EntityTooSmall",
        s3.complete_multipart_upload,
        Bucket=bucket,
        Key="small-parts",
        UploadId=upload,
        MultipartUpload={"Parts": parts},
    )
    s3.abort_multipart_upload(Bucket=bucket, Key="small-parts", UploadId=upload)
    s.refuses(
        "S3: an upload that was given up",
        "NoSuchUpload",
        s3.list_parts,
        Bucket=bucket,
        Key="small-parts",
        UploadId=upload,
    )


def by_file(s, s3, bucket):
    content = os.urandom(MEBIBYTE) * 11 + b"end"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        with open(path, "wb") as file:
            file.write(content)
        config = TransferConfig(multipart_threshold=6 * MEBIBYTE, multipart_chunksize=5 * MEBIBYTE)
        s3.upload_file(
            path,
            bucket,
            "file",
            Config=config,
            ExtraArgs={"ContentType": "text/f", "Metadata": {"a": "b"}, "ChecksumAlgorithm": "SHA256"},
        )
        head = s3.head_object(Bucket=bucket, Key="file", ChecksumMode="ENABLED")
        s.gives(
            "S3: upload_file in three parts",
            (len(content), "text/f", {"a": "b"}),
            (head["ContentLength"], head["ContentType"], head["Metadata"]),
        )
        s.check(
            "S3: it has the checksum of the checksums",
            head["ETag"].endswith('-3"') and head["ChecksumSHA256"].endswith("-3"),
        )
        s3.download_file(bucket, "file", path + ".back", Config=config)
        with open(path + ".back", "rb") as file:
            s.check("S3: download_file gives it back", file.read() == content)
    parts = [s3.get_object(Bucket=bucket, Key="file", PartNumber=n) for n in (1, 2, 3)]
    s.gives("S3: its parts one by one", content, b"".join(part["Body"].read() for part in parts))
    s.gives(
        "S3: a part has its range", f"bytes {5 * MEBIBYTE}-{10 * MEBIBYTE - 1}/{len(content)}", parts[1]["ContentRange"]
    )
    s.refuses("S3: a part too many", "InvalidPartNumber", s3.get_object, Bucket=bucket, Key="file", PartNumber=4)
    s3.copy({"Bucket": bucket, "Key": "file"}, bucket, "copy", Config=config)
    s.check("S3: a copy in three parts", s3.get_object(Bucket=bucket, Key="copy")["Body"].read() == content)


def by_hand(s, s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="hand", ContentType="text/h")["UploadId"]
    pieces = {1: b"1" * 5 * MEBIBYTE, 2: b"2" * 5 * MEBIBYTE, 3: b"3"}
    tags = {
        n: s3.upload_part(Bucket=bucket, Key="hand", UploadId=upload, PartNumber=n, Body=piece)["ETag"]
        for n, piece in pieces.items()
    }
    s.gives(
        "S3: a part's ETag is its MD5", {n: f'"{hashlib.md5(piece).hexdigest()}"' for n, piece in pieces.items()}, tags
    )
    listed = s3.list_parts(Bucket=bucket, Key="hand", UploadId=upload)["Parts"]
    s.gives(
        "S3: the parts",
        [(n, len(piece)) for n, piece in pieces.items()],
        [(part["PartNumber"], part["Size"]) for part in listed],
    )
    s.gives(
        "S3: the uploads",
        [("hand", upload)],
        [(u["Key"], u["UploadId"]) for u in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]],
    )

    def complete(*numbers):
        parts = [{"PartNumber": n, "ETag": tags.get(n, '"0"')} for n in numbers]
        return s3.complete_multipart_upload(
            Bucket=bucket, Key="hand", UploadId=upload, MultipartUpload={"Parts": parts}
        )

    s.refuses("S3: parts out of order", "InvalidPartOrder", lambda: complete(2, 1))
    s.refuses("S3: a part that is not there", "InvalidPart", lambda: complete(1, 4))
    tag = hashlib.md5(b"".join(hashlib.md5(pieces[n]).digest() for n in (1, 3))).hexdigest()
    s.gives("S3: an upload of two of the parts", f'"{tag}-2"', complete(1, 3)["ETag"])
    got = s3.get_object(Bucket=bucket, Key="hand")
    s.check("S3: it has their bytes", got["Body"].read() == pieces[1] + pieces[3] and got["ContentType"] == "text/h")


def uploads(s):
    s3 = s.client("s3")
    bucket = "uploads-" + s.run_id
    s3.create_bucket(Bucket=bucket)
    by_manager(s, s3, bucket)
    by_file(s, s3, bucket)
    by_hand(s, s3, bucket)
    keys = [{"Key": o["Key"]} for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})["Deleted"]
    s.gives("S3: the uploads are deleted", ["big", "copy", "file", "hand"], sorted(o["Key"] for o in deleted))
    s3.delete_bucket(Bucket=bucket)
    s.refuses("S3: a deleted bucket", "404", s3.head_bucket, Bucket=bucket)
