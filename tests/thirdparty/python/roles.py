"""STS: roles, and what their credentials are good for."""


def roles(s):
    sts = s.client("sts")
    me = sts.get_caller_identity()
    s.check("STS: the caller is the root user", me["Arn"] == f"arn:aws:iam::{me['Account']}:root")
    role = f"arn:aws:iam::{me['Account']}:role/path/worker"
    assumed = sts.assume_role(RoleArn=role, RoleSessionName="scenario", DurationSeconds=900, ExternalId="x-1")
    got = assumed["Credentials"]
    session = dict(key_id=got["AccessKeyId"], secret=got["SecretAccessKey"], token=got["SessionToken"])
    s.check(
        "STS: the session has its own ARN",
        s.client("sts", **session).get_caller_identity()["Arn"]
        == f"arn:aws:sts::{me['Account']}:assumed-role/worker/scenario",
    )
    s.check("STS: its credentials are good for DynamoDB", "TableNames" in s.client("dynamodb", **session).list_tables())
    s.check("STS: its credentials are good for S3", "Buckets" in s.client("s3", **session).list_buckets())
    s.check("STS: its credentials are good for KMS", "Keys" in s.client("kms", **session).list_keys())
    session["token"] = "another"
    s.refuses(
        "STS: another session token, DynamoDB",
        "UnrecognizedClientException",
        s.client("dynamodb", **session).list_tables,
    )
    s.refuses("STS: another session token, S3", "InvalidToken", s.client("s3", **session).list_buckets)
    s.refuses("STS: another session token, STS", "InvalidClientTokenId", s.client("sts", **session).get_caller_identity)
    s.refuses("STS: a wrong secret", "SignatureDoesNotMatch", s.client("sts", secret="wrong").get_caller_identity)
    s.refuses(
        "STS: a session of ten seconds",
        "ValidationError",
        s.client("sts", parameter_validation=False).assume_role,
        RoleArn=role,
        RoleSessionName="scenario",
        DurationSeconds=10,
    )
    s.refuses(
        "STS: a role of another account",
        "AccessDenied",
        sts.assume_role,
        RoleArn="arn:aws:iam::999999999999:role/worker",
        RoleSessionName="scenario",
    )
    s.refuses(
        "STS: an unknown key id",
        "InvalidClientTokenId",
        s.client("sts", key_id="AKIDUNKNOWN0000000").get_caller_identity,
    )
    s.refuses("STS: a bad session name", "ValidationError", sts.assume_role, RoleArn=role, RoleSessionName="no spaces")
    temporary = sts.get_session_token(DurationSeconds=900)["Credentials"]
    same = s.client(
        "sts", key_id=temporary["AccessKeyId"], secret=temporary["SecretAccessKey"], token=temporary["SessionToken"]
    )
    s.gives("STS: a session token of the root user", me["Arn"], same.get_caller_identity()["Arn"])
    web = sts.assume_role_with_web_identity(
        RoleArn=role, RoleSessionName="web", WebIdentityToken="header.payload.signature"
    )
    s.gives(
        "STS: a role by web identity",
        f"arn:aws:sts::{me['Account']}:assumed-role/worker/web",
        web["AssumedRoleUser"]["Arn"],
    )
