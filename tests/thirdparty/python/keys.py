"""KMS: keys, aliases, encryption, data keys and the states of a key."""

import uuid


def keys(s):
    kms = s.client("kms")
    arn = kms.create_key(Description="scenario")["KeyMetadata"]["Arn"]
    alias = "alias/scenario-" + s.run_id
    kms.create_alias(AliasName=alias, TargetKeyId=arn)
    context = {"tenant": "acme", "table": "orders"}
    data_key = kms.generate_data_key(KeyId=alias, KeySpec="AES_256", EncryptionContext=context)
    s.check(
        "KMS: a data key has 32 bytes and the key's ARN", len(data_key["Plaintext"]) == 32 and data_key["KeyId"] == arn
    )
    opened = kms.decrypt(CiphertextBlob=data_key["CiphertextBlob"], EncryptionContext=dict(reversed(context.items())))
    s.check(
        "KMS: a data key is opened, whatever the order of the context", opened["Plaintext"] == data_key["Plaintext"]
    )
    blobs = {kms.encrypt(KeyId=arn, Plaintext=b"same")["CiphertextBlob"] for _ in range(3)}
    s.check("KMS: ciphertexts differ from call to call", len(blobs) == 3)
    s.refuses(
        "KMS: another context",
        "InvalidCiphertextException",
        kms.decrypt,
        CiphertextBlob=data_key["CiphertextBlob"],
        EncryptionContext={"tenant": "other"},
    )
    changed = bytearray(data_key["CiphertextBlob"])
    changed[-1] ^= 1
    s.refuses(
        "KMS: a changed ciphertext",
        "InvalidCiphertextException",
        kms.decrypt,
        CiphertextBlob=bytes(changed),
        EncryptionContext=context,
    )
    other = kms.create_key()["KeyMetadata"]["KeyId"]
    s.refuses(
        "KMS: another key",
        "IncorrectKeyException",
        kms.decrypt,
        CiphertextBlob=data_key["CiphertextBlob"],
        KeyId=other,
        EncryptionContext=context,
    )
    s.refuses("KMS: a missing alias", "NotFoundException", kms.encrypt, KeyId="alias/none", Plaintext=b"x")
    s.refuses("KMS: a missing key", "NotFoundException", kms.encrypt, KeyId=str(uuid.uuid4()), Plaintext=b"x")
    s.refuses("KMS: a plaintext of 4097 bytes", "ValidationException", kms.encrypt, KeyId=arn, Plaintext=b"x" * 4097)
    re_encryption(s, kms, arn, other)
    data_keys(s, kms, arn)
    aliases(s, kms, arn, other)
    states(s, kms, arn)
    s.refuses("KMS: a wrong secret", "InvalidSignatureException", s.client("kms", secret="wrong").list_keys)


def re_encryption(s, kms, arn, other):
    sealed = kms.encrypt(KeyId=arn, Plaintext=b"a secret", EncryptionContext={"a": "1"})
    s.gives("KMS: encrypt", (arn, "SYMMETRIC_DEFAULT"), (sealed["KeyId"], sealed["EncryptionAlgorithm"]))
    again = kms.re_encrypt(
        CiphertextBlob=sealed["CiphertextBlob"],
        SourceEncryptionContext={"a": "1"},
        DestinationKeyId=other,
        DestinationEncryptionContext={"b": "2"},
    )
    s.gives("KMS: re_encrypt", (arn, other), (again["SourceKeyId"], again["KeyId"].rpartition("/")[2]))
    opened = kms.decrypt(CiphertextBlob=again["CiphertextBlob"], EncryptionContext={"b": "2"})
    s.gives(
        "KMS: what was encrypted again is opened", (b"a secret", again["KeyId"]), (opened["Plaintext"], opened["KeyId"])
    )
    s.refuses(
        "KMS: re_encrypt with another context",
        "InvalidCiphertextException",
        kms.re_encrypt,
        CiphertextBlob=sealed["CiphertextBlob"],
        DestinationKeyId=other,
    )
    s.refuses("KMS: no ciphertext", "InvalidCiphertextException", kms.decrypt, CiphertextBlob=b"no ciphertext at all")


def data_keys(s, kms, arn):
    for size, what in ((16, {"KeySpec": "AES_128"}), (64, {"NumberOfBytes": 64}), (1024, {"NumberOfBytes": 1024})):
        made = kms.generate_data_key(KeyId=arn, **what)
        s.gives(f"KMS: a data key of {size} bytes", size, len(made["Plaintext"]))
        s.gives("KMS: it is opened", made["Plaintext"], kms.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"])
    sealed = kms.generate_data_key_without_plaintext(KeyId=arn, KeySpec="AES_256")
    s.gives(
        "KMS: a data key without plaintext",
        32,
        len(kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], KeyId=arn)["Plaintext"]),
    )
    s.gives("KMS: random bytes", 24, len(kms.generate_random(NumberOfBytes=24)["Plaintext"]))
    s.refuses(
        "KMS: a data key of no size",
        "ValidationException",
        kms.generate_data_key,
        "number of bytes or key spec",
        KeyId=arn,
    )
    s.refuses(
        "KMS: a data key of two sizes",
        "ValidationException",
        kms.generate_data_key,
        "number of bytes or key spec",
        KeyId=arn,
        KeySpec="AES_256",
        NumberOfBytes=32,
    )


def aliases(s, kms, arn, other):
    name = "alias/scenario-2-" + s.run_id
    kms.create_alias(AliasName=name, TargetKeyId=other)
    s.refuses("KMS: an alias twice", "AlreadyExistsException", kms.create_alias, AliasName=name, TargetKeyId=arn)
    s.refuses(
        "KMS: an alias of AWS", "NotAuthorizedException", kms.create_alias, AliasName="alias/aws/x", TargetKeyId=arn
    )
    kms.update_alias(AliasName=name, TargetKeyId=arn)
    s.gives("KMS: an alias names another key", arn, kms.describe_key(KeyId=name)["KeyMetadata"]["Arn"])
    listed = kms.list_aliases(KeyId=arn)["Aliases"]
    s.gives(
        "KMS: the aliases of a key",
        sorted(["alias/scenario-" + s.run_id, name]),
        sorted(alias["AliasName"] for alias in listed),
    )
    kms.delete_alias(AliasName=name)
    s.refuses("KMS: a deleted alias", "NotFoundException", kms.describe_key, KeyId=name)
    pages = list(kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 1, "MaxItems": 2}))
    s.gives(
        "KMS: keys page by page", (2, 2), (len(pages), len({key["KeyId"] for page in pages for key in page["Keys"]}))
    )
    s.refuses("KMS: a page of none", "ValidationException", kms.list_keys, "limit", Limit=1001)


def states(s, kms, arn):
    def state():
        return kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]

    sealed = kms.encrypt(KeyId=arn, Plaintext=b"x")["CiphertextBlob"]
    kms.disable_key(KeyId=arn)
    s.gives("KMS: a key is disabled", "Disabled", state())
    s.refuses(
        "KMS: encryption by a disabled key", "DisabledException", kms.encrypt, "is disabled", KeyId=arn, Plaintext=b"x"
    )
    s.refuses("KMS: decryption by a disabled key", "DisabledException", kms.decrypt, CiphertextBlob=sealed)
    kms.enable_key(KeyId=arn)
    s.gives("KMS: decryption by an enabled key", b"x", kms.decrypt(CiphertextBlob=sealed)["Plaintext"])
    s.refuses(
        "KMS: a deletion tomorrow", "ValidationException", kms.schedule_key_deletion, KeyId=arn, PendingWindowInDays=1
    )
    planned = kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    s.gives("KMS: a deletion in a week", (arn, "PendingDeletion"), (planned["KeyId"], planned["KeyState"]))
    s.gives("KMS: a key that will be deleted", "PendingDeletion", state())
    s.refuses(
        "KMS: encryption by it",
        "KMSInvalidStateException",
        kms.encrypt,
        "is pending deletion",
        KeyId=arn,
        Plaintext=b"x",
    )
    s.refuses("KMS: enabling it", "KMSInvalidStateException", kms.enable_key, KeyId=arn)
    s.gives("KMS: it is kept", arn, kms.cancel_key_deletion(KeyId=arn)["KeyId"])
    s.gives("KMS: a kept key", "Disabled", state())
