#!/usr/bin/env bash
# Uses dynoxx-local through the AWS command line, and says what it checked.
#
# Usage: aws_cli.sh ENDPOINT_URL
# AWS names the program (default: aws). Keys and region come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
# AWS_DEFAULT_REGION; each has the server's own default.
# Exit status: 0 if every check held, 1 if one did not, 77 if there is no AWS command line.
set -uo pipefail

if [ $# -ne 1 ]; then
    echo "usage: $0 ENDPOINT_URL" >&2
    exit 2
fi
endpoint=$1
program=${AWS:-aws}
if ! command -v "$program" >/dev/null; then
    echo "skipped: there is no $program"
    exit 77
fi
export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-AKIDDYNOXXLOCALAWS01}
export AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-dynoxx-local/not-a-secret/for-tests-0001}
export AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-us-east-1}
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_PAGER= AWS_MAX_ATTEMPTS=1
unset AWS_SESSION_TOKEN AWS_PROFILE

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
id=$$-$RANDOM
checks=0
failures=0

aws_local() { "$program" --endpoint-url "$endpoint" --output text "$@" 2>&1; }

# check TEXT COMMAND...: the command must succeed.
check() {
    local text=$1 output
    shift
    checks=$((checks + 1))
    if output=$("$@" 2>&1); then
        echo "ok      $text"
    else
        failures=$((failures + 1))
        echo "FAILED  $text: $output"
    fi
}

# says TEXT WORDS COMMAND...: what the command prints must hold the words, whether it succeeds or not.
says() {
    local text=$1 words=$2 output
    shift 2
    checks=$((checks + 1))
    output=$("$@" 2>&1)
    if [[ $output == *"$words"* ]]; then
        echo "ok      $text"
    else
        failures=$((failures + 1))
        echo "FAILED  $text: no \"$words\" in: $output"
    fi
}

table=cli-$id
check "DynamoDB: create-table" aws_local dynamodb create-table --table-name "$table" --billing-mode PAY_PER_REQUEST \
    --key-schema AttributeName=pk,KeyType=HASH --attribute-definitions AttributeName=pk,AttributeType=S
check "DynamoDB: put-item" aws_local dynamodb put-item --table-name "$table" --item '{"pk":{"S":"a"},"n":{"N":"42"}}'
says "DynamoDB: get-item" 42 aws_local dynamodb get-item --table-name "$table" --key '{"pk":{"S":"a"}}'
says "DynamoDB: query" 42 aws_local dynamodb query --table-name "$table" --key-condition-expression 'pk = :p' \
    --expression-attribute-values '{":p":{"S":"a"}}'
says "DynamoDB: a wrong secret" InvalidSignatureException env AWS_SECRET_ACCESS_KEY=wrong "$program" --endpoint-url "$endpoint" \
    dynamodb list-tables
check "DynamoDB: delete-table" aws_local dynamodb delete-table --table-name "$table"

bucket=cli-$id
bucket=${bucket,,}
head -c 20000000 /dev/urandom > "$folder/big"
echo "a small object" > "$folder/small.txt"
check "S3: mb" aws_local s3 mb "s3://$bucket"
check "S3: cp of a small file" aws_local s3 cp "$folder/small.txt" "s3://$bucket/dir/small.txt"
check "S3: cp of 20 MB, in parts" aws_local s3 cp "$folder/big" "s3://$bucket/big"
check "S3: cp of 20 MB back" aws_local s3 cp "s3://$bucket/big" "$folder/big.back"
check "S3: the same bytes" cmp "$folder/big" "$folder/big.back"
says "S3: cp to the standard output" "a small object" aws_local s3 cp "s3://$bucket/dir/small.txt" -
check "S3: cp from bucket to bucket" aws_local s3 cp "s3://$bucket/dir/small.txt" "s3://$bucket/copy.txt"
says "S3: ls shows folders" "PRE dir/" aws_local s3 ls "s3://$bucket/"
says "S3: head-object" text/plain aws_local s3api head-object --bucket "$bucket" --key dir/small.txt
mkdir "$folder/tree" && cp "$folder/small.txt" "$folder/tree/one.txt" && cp "$folder/small.txt" "$folder/tree/two.txt"
check "S3: sync" aws_local s3 sync "$folder/tree" "s3://$bucket/tree"
url=$(aws_local s3 presign "s3://$bucket/dir/small.txt")
says "S3: presign" "a small object" curl -s "$url"
says "S3: a wrong secret" SignatureDoesNotMatch env AWS_SECRET_ACCESS_KEY=wrong "$program" --endpoint-url "$endpoint" s3 ls
check "S3: rb --force" aws_local s3 rb --force "s3://$bucket"

key=$(aws_local kms create-key --query KeyMetadata.KeyId)
check "KMS: create-alias" aws_local kms create-alias --alias-name "alias/cli-$id" --target-key-id "$key"
blob=$(aws_local kms generate-data-key --key-id "alias/cli-$id" --key-spec AES_256 --encryption-context a=1 \
    --query CiphertextBlob)
says "KMS: decrypt" "$key" aws_local kms decrypt --ciphertext-blob "$blob" --encryption-context a=1 --query KeyId \
    --cli-binary-format base64
says "KMS: another context" InvalidCiphertextException aws_local kms decrypt --ciphertext-blob "$blob" \
    --encryption-context a=2 --cli-binary-format base64

account=$(aws_local sts get-caller-identity --query Account)
read -r role_key role_secret role_token <<< "$(aws_local sts assume-role --role-arn "arn:aws:iam::$account:role/cli" \
    --role-session-name cli --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')"
as_role() {
    AWS_ACCESS_KEY_ID=$role_key AWS_SECRET_ACCESS_KEY=$role_secret AWS_SESSION_TOKEN=$role_token aws_local "$@"
}
says "STS: the assumed role" ":assumed-role/cli/cli" as_role sts get-caller-identity
check "STS: its credentials are good for DynamoDB" as_role dynamodb list-tables
check "STS: its credentials are good for S3" as_role s3 ls
says "STS: a wrong secret" SignatureDoesNotMatch env AWS_SECRET_ACCESS_KEY=wrong "$program" --endpoint-url "$endpoint" \
    sts get-caller-identity

echo "$("$program" --version 2>&1): $((checks - failures)) of $checks checks held"
[ "$failures" -eq 0 ]
