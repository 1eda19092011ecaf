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
db() { aws_local dynamodb "$@"; }
of_table() { db "$1" --table-name "$table" "${@:2}"; }
a='{"pk":{"S":"a"},"sk":{"N":"1"}}'
b='{"pk":{"S":"b"},"sk":{"N":"1"}}'
one='{":one":{"N":"1"}}'
says "DynamoDB: create-table" by-day of_table create-table --billing-mode PAY_PER_REQUEST \
    --key-schema AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE \
    --attribute-definitions AttributeName=pk,AttributeType=S AttributeName=sk,AttributeType=N \
    AttributeName=day,AttributeType=S \
    --global-secondary-indexes \
    'IndexName=by-day,KeySchema=[{AttributeName=day,KeyType=HASH}],Projection={ProjectionType=ALL}'
check "DynamoDB: wait table-exists" db wait table-exists --table-name "$table"
says "DynamoDB: describe-table" ACTIVE of_table describe-table --query Table.TableStatus
says "DynamoDB: create-table again" ResourceInUseException of_table create-table --billing-mode PAY_PER_REQUEST \
    --key-schema AttributeName=pk,KeyType=HASH --attribute-definitions AttributeName=pk,AttributeType=S
says "DynamoDB: list-tables" "$table" db list-tables --page-size 1
says "DynamoDB: update-table" 4 of_table update-table --billing-mode PROVISIONED \
    --provisioned-throughput ReadCapacityUnits=3,WriteCapacityUnits=4 --global-secondary-index-updates \
    'Update={IndexName=by-day,ProvisionedThroughput={ReadCapacityUnits=1,WriteCapacityUnits=2}}' \
    --query TableDescription.ProvisionedThroughput.WriteCapacityUnits
says "DynamoDB: update-table with nothing to change" ValidationException of_table update-table
says "DynamoDB: update-time-to-live" until of_table update-time-to-live \
    --time-to-live-specification Enabled=true,AttributeName=until
says "DynamoDB: describe-time-to-live" ENABLED of_table describe-time-to-live
says "DynamoDB: put-item" 1.0 of_table put-item --return-consumed-capacity TOTAL \
    --query ConsumedCapacity.CapacityUnits \
    --item '{"pk":{"S":"a"},"sk":{"N":"1"},"n":{"N":"12345678901234567890123456789012345678"},"raw":{"B":"AP8="},
             "l":{"L":[{"NULL":true}]}}'
says "DynamoDB: get-item of 38 digits" 12345678901234567890123456789012345678 of_table get-item --key "$a"
says "DynamoDB: get-item of a path" True of_table get-item --key "$a" --projection-expression 'l[0]' \
    --query 'Item.l.L[0].NULL'
says "DynamoDB: get-item of nothing" None of_table get-item --key "$b" --query Item
says "DynamoDB: a number of 39 digits" "38 significant digits" of_table put-item \
    --item '{"pk":{"S":"a"},"sk":{"N":"123456789012345678901234567890123456789"}}'
says "DynamoDB: a condition that fails" ConditionalCheckFailedException of_table put-item --item "$a" \
    --condition-expression 'attribute_not_exists(pk)'
says "DynamoDB: update-item" 5 of_table update-item --key "$b" --update-expression 'SET #d = :d ADD n :n' \
    --return-values UPDATED_NEW \
    --expression-attribute-names '{"#d":"day"}' --expression-attribute-values '{":d":{"S":"monday"},":n":{"N":"5"}}' \
    --query Attributes.n.N
says "DynamoDB: update-item of a key" "part of the key" of_table update-item --key "$b" \
    --update-expression 'SET pk = :one' \
    --expression-attribute-values "$one"
says "DynamoDB: query" 12345678901234567890123456789012345678 of_table query \
    --key-condition-expression 'pk = :p AND sk >= :s' \
    --expression-attribute-values '{":p":{"S":"a"},":s":{"N":"0"}}'
says "DynamoDB: query of an index" monday of_table query --index-name by-day --key-condition-expression '#d = :d' \
    --expression-attribute-names '{"#d":"day"}' --expression-attribute-values '{":d":{"S":"monday"}}'
says "DynamoDB: query of a missing index" "does not have the specified index" of_table query --index-name moon \
    --key-condition-expression 'pk = :p' --expression-attribute-values '{":p":{"S":"a"}}'
says "DynamoDB: scan, page by page" 2 of_table scan --page-size 1 --query 'length(Items)' --output json
says "DynamoDB: scan with a filter" monday of_table scan --filter-expression 'n = :n' \
    --expression-attribute-values '{":n":{"N":"5.0"}}'
says "DynamoDB: scan of a segment too many" ValidationException of_table scan --segment 2 --total-segments 2
check "DynamoDB: batch-write-item" db batch-write-item --request-items \
    "{\"$table\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"c\"},\"sk\":{\"N\":\"1\"}}}},
        {\"DeleteRequest\":{\"Key\":$a}}]}"
says "DynamoDB: batch-get-item" 2 db batch-get-item --query "length(Responses.\"$table\")" --output json \
    --request-items \
    "{\"$table\":{\"Keys\":[$a,$b,{\"pk\":{\"S\":\"c\"},\"sk\":{\"N\":\"1\"}}]}}"
says "DynamoDB: batch-get-item of a key twice" duplicates db batch-get-item \
    --request-items "{\"$table\":{\"Keys\":[$b,$b]}}"
check "DynamoDB: transact-write-items" db transact-write-items --client-request-token "$id" --transact-items \
    "[{\"Put\":{\"TableName\":\"$table\",\"Item\":$a}},
        {\"ConditionCheck\":{\"TableName\":\"$table\",\"Key\":$b,\"ConditionExpression\":\"attribute_exists(pk)\"}}]"
says "DynamoDB: transact-write-items with that token" IdempotentParameterMismatch db transact-write-items \
    --client-request-token "$id" \
    --transact-items "[{\"Delete\":{\"TableName\":\"$table\",\"Key\":$b}}]"
says "DynamoDB: transact-write-items that fails" "[None, ConditionalCheckFailed]" db transact-write-items \
    --transact-items \
    "[{\"Delete\":{\"TableName\":\"$table\",\"Key\":$a}},
        {\"Delete\":{\"TableName\":\"$table\",\"Key\":$b,\"ConditionExpression\":\"n = :one\",
                    \"ExpressionAttributeValues\":$one}}]"
says "DynamoDB: transact-get-items" monday db transact-get-items \
    --transact-items "[{\"Get\":{\"TableName\":\"$table\",\"Key\":$b}}]"
says "DynamoDB: delete-item" monday of_table delete-item --key "$b" --return-values ALL_OLD
says "DynamoDB: delete-item of nothing" None of_table delete-item --key "$b" --return-values ALL_OLD --query Attributes
statement() { db execute-statement --statement "$@"; }
check "DynamoDB: INSERT" statement "INSERT INTO \"$table\" VALUE {'pk': 'p', 'sk': 1, 'n': 7}"
says "DynamoDB: INSERT twice" DuplicateItemException statement "INSERT INTO \"$table\" VALUE {'pk': 'p', 'sk': 1}"
says "DynamoDB: SELECT" 7 statement "SELECT n FROM \"$table\" WHERE pk = ? AND sk = 1" --parameters '[{"S":"p"}]' \
    --query 'Items[0].n.N'
says "DynamoDB: UPDATE" 8 statement "UPDATE \"$table\" SET n = n + 1 WHERE pk = 'p' AND sk = 1 RETURNING ALL NEW *" \
    --query 'Items[0].n.N'
says "DynamoDB: batch-execute-statement" 8 db batch-execute-statement \
    --statements "[{\"Statement\":\"SELECT * FROM \\\"$table\\\" WHERE pk = 'p' AND sk = 1\"}]"
says "DynamoDB: execute-transaction" "[ConditionalCheckFailed]" db execute-transaction \
    --transact-statements "[{\"Statement\":\"UPDATE \\\"$table\\\" SET n = 1 WHERE pk = 'q' AND sk = 1\"}]"
says "DynamoDB: DELETE" 8 statement "DELETE FROM \"$table\" WHERE pk = 'p' AND sk = 1 RETURNING ALL OLD *" \
    --query 'Items[0].n.N'
says "DynamoDB: a statement that is none" ValidationException statement "SELEC * FROM \"$table\""
says "DynamoDB: a wrong secret" InvalidSignatureException env AWS_SECRET_ACCESS_KEY=wrong "$program" \
    --endpoint-url "$endpoint" \
    dynamodb list-tables
says "DynamoDB: an unknown key id" UnrecognizedClientException env AWS_ACCESS_KEY_ID=AKIDUNKNOWN0000000 "$program" \
    --endpoint-url "$endpoint" dynamodb list-tables
says "DynamoDB: delete-table" DELETING of_table delete-table --query TableDescription.TableStatus
says "DynamoDB: a missing table" ResourceNotFoundException of_table get-item --key "$a"

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
object() { aws_local s3api "$1" --bucket "$bucket" "${@:2}"; }
says "S3: list-buckets" "$bucket" aws_local s3api list-buckets
says "S3: get-bucket-location" None object get-bucket-location
check "S3: head-bucket" object head-bucket
says "S3: put-object with SHA-256" "$(openssl dgst -sha256 -binary "$folder/small.txt" | base64)" object put-object \
    --key sum \
    --body "$folder/small.txt" --checksum-algorithm SHA256 --metadata who=ada
says "S3: head-object has metadata" ada object head-object --key sum --query Metadata.who
says "S3: a wrong MD5" BadDigest object put-object --key m --body "$folder/small.txt" \
    --content-md5 AAAAAAAAAAAAAAAAAAAAAA==
says "S3: get-object of a range" "bytes 2-6/15" object get-object --key sum --range bytes=2-6 "$folder/range" \
    --query ContentRange
says "S3: the range" small cat "$folder/range"
says "S3: a range behind the end" InvalidRange object get-object --key sum --range bytes=99- "$folder/range"
tag=$(object head-object --key sum --query ETag)
says "S3: get-object if it has changed" 304 object get-object --key sum --if-none-match "$tag" "$folder/range"
says "S3: get-object if it matches" "$tag" object get-object --key sum --if-match "$tag" "$folder/range" --query ETag
says "S3: get-object if it matches another" PreconditionFailed object get-object --key sum \
    --if-match '"0"' "$folder/range"
says "S3: get-object of a part" 3 object get-object --key big --part-number 2 "$folder/part" --query PartsCount
says "S3: the part" 8388608 wc -c "$folder/part"
says "S3: copy-object" "${tag:1:32}" object copy-object --copy-source "$bucket/sum" --key copied
says "S3: copy-object of nothing" NoSuchKey object copy-object --copy-source "$bucket/missing" --key copied
says "S3: list-objects-v2" dir/ object list-objects-v2 --delimiter / --query 'CommonPrefixes[].Prefix'
says "S3: list-objects-v2, page by page" 7 object list-objects-v2 --page-size 2 --query 'length(Contents)' --output json
says "S3: list-objects" copied object list-objects --prefix cop --query 'Contents[].Key'
upload=$(object create-multipart-upload --key parts --query UploadId)
says "S3: upload-part" "${tag:1:32}" object upload-part --key parts --upload-id "$upload" --part-number 1 \
    --body "$folder/small.txt"
says "S3: upload-part-copy" ETag object upload-part-copy --key parts --upload-id "$upload" --part-number 2 \
    --copy-source "$bucket/big" \
    --copy-source-range bytes=0-99 --output json
says "S3: list-parts" 100 object list-parts --key parts --upload-id "$upload" --query 'Parts[1].Size'
says "S3: list-multipart-uploads" parts object list-multipart-uploads --query 'Uploads[].Key'
says "S3: complete-multipart-upload of small parts" EntityTooSmall object complete-multipart-upload --key parts \
    --upload-id "$upload" \
    --multipart-upload "$(object list-parts --key parts --upload-id "$upload" --output json \
        --query '{Parts:Parts[].{PartNumber:PartNumber,ETag:ETag}}')"
check "S3: abort-multipart-upload" object abort-multipart-upload --key parts --upload-id "$upload"
says "S3: list-parts of nothing" NoSuchUpload object list-parts --key parts --upload-id "$upload"
says "S3: delete-objects" copied object delete-objects --delete '{"Objects":[{"Key":"copied"},{"Key":"none"}]}' \
    --query 'Deleted[].Key'
check "S3: delete-object" object delete-object --key sum
says "S3: a missing object" 404 object head-object --key sum
says "S3: rb of a bucket that is not empty" BucketNotEmpty aws_local s3 rb "s3://$bucket"
url=$(aws_local s3 presign "s3://$bucket/dir/small.txt")
says "S3: presign" "a small object" curl -s "$url"
says "S3: a wrong secret" SignatureDoesNotMatch env AWS_SECRET_ACCESS_KEY=wrong "$program" \
    --endpoint-url "$endpoint" s3 ls
check "S3: rb --force" aws_local s3 rb --force "s3://$bucket"

kms() { aws_local kms "$@"; }
key=$(kms create-key --query KeyMetadata.KeyId)
other=$(kms create-key --description other --query KeyMetadata.KeyId)
alias=alias/cli-$id
says "KMS: describe-key" other kms describe-key --key-id "$other" --query KeyMetadata.Description
check "KMS: create-alias" kms create-alias --alias-name "$alias" --target-key-id "$other"
says "KMS: create-alias again" AlreadyExistsException kms create-alias --alias-name "$alias" --target-key-id "$key"
check "KMS: update-alias" kms update-alias --alias-name "$alias" --target-key-id "$key"
says "KMS: list-aliases" "$alias" kms list-aliases --key-id "$key" --query 'Aliases[].AliasName'
says "KMS: list-keys, page by page" "$key" kms list-keys --page-size 1 --query 'Keys[].KeyId'
blob=$(kms generate-data-key --key-id "$alias" --key-spec AES_256 --encryption-context a=1 --query CiphertextBlob)
decrypt() { kms decrypt --ciphertext-blob "$1" --cli-binary-format base64 "${@:2}"; }
says "KMS: decrypt" "$key" decrypt "$blob" --encryption-context a=1 --query KeyId
says "KMS: another context" InvalidCiphertextException decrypt "$blob" --encryption-context a=2
says "KMS: another key" IncorrectKeyException decrypt "$blob" --encryption-context a=1 --key-id "$other"
secret=$(echo -n "a secret" | base64)
sealed=$(kms encrypt --key-id "$key" --plaintext "$secret" --cli-binary-format base64 --query CiphertextBlob)
says "KMS: what was encrypted" "$secret" decrypt "$sealed" --query Plaintext
again=$(kms re-encrypt --ciphertext-blob "$sealed" --cli-binary-format base64 --destination-key-id "$other" \
    --query CiphertextBlob)
says "KMS: what was encrypted again" "$secret" decrypt "$again" --key-id "$other" --query Plaintext
says "KMS: no ciphertext" InvalidCiphertextException decrypt bm90aGluZw==
says "KMS: generate-data-key-without-plaintext" "key/$key" kms generate-data-key-without-plaintext --key-id "$key" \
    --key-spec AES_128
says "KMS: generate-data-key without a size" "number of bytes or key spec" kms generate-data-key --key-id "$key"
says "KMS: a missing alias" NotFoundException kms describe-key --key-id alias/none
check "KMS: disable-key" kms disable-key --key-id "$key"
says "KMS: a disabled key" DisabledException decrypt "$sealed"
check "KMS: enable-key" kms enable-key --key-id "$key"
says "KMS: schedule-key-deletion" PendingDeletion kms schedule-key-deletion --key-id "$key" --pending-window-in-days 7
says "KMS: a key that will be deleted" KMSInvalidStateException decrypt "$sealed"
says "KMS: cancel-key-deletion" "$key" kms cancel-key-deletion --key-id "$key"
check "KMS: delete-alias" kms delete-alias --alias-name "$alias"
says "KMS: a wrong secret" InvalidSignatureException env AWS_SECRET_ACCESS_KEY=wrong "$program" \
    --endpoint-url "$endpoint" kms list-keys

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
says "STS: a role of another account" AccessDenied aws_local sts assume-role \
    --role-arn arn:aws:iam::999999999999:role/cli \
    --role-session-name cli
says "STS: a bad session name" ValidationError aws_local sts assume-role --role-arn "arn:aws:iam::$account:role/cli" \
    --role-session-name "a b"
says "STS: get-session-token" SessionToken aws_local sts get-session-token --output json
says "STS: assume-role-with-web-identity" ":assumed-role/cli/web" aws_local sts assume-role-with-web-identity \
    --role-arn "arn:aws:iam::$account:role/cli" --role-session-name web --web-identity-token header.payload.signature

# Each check is one call or more; another number means that the script stopped early.
expected=118
if [ "$checks" -ne "$expected" ]; then
    failures=$((failures + 1))
    echo "FAILED  $checks checks were made, not $expected"
fi
echo "$("$program" --version 2>&1): $((checks - failures)) of $checks checks held"
[ "$failures" -eq 0 ]
