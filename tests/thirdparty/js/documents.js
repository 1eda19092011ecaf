// DynamoDB by lib-dynamodb, which turns JavaScript values into attributes and back.
'use strict'
const { load } = require('./scenario.js')
const { CreateTableCommand, DeleteTableCommand } = load('client-dynamodb')
const {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} = load('lib-dynamodb')

module.exports = async function documents(s) {
  const client = s.client('dynamodb')
  const db = DynamoDBDocumentClient.from(client, {
    unmarshallOptions: { wrapNumbers: (text) => (text.length > 15 ? NumberValue.from(text) : Number(text)) },
  })
  const TableName = `documents-${s.runId}`
  await s.gives(
    'CreateTable for documents',
    client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'B' },
          { AttributeName: 'at', AttributeType: 'N' },
        ],
      }),
    ),
    (a) => a.TableDescription.KeySchema.length,
    2,
  )
  const id = Uint8Array.from([0, 1, 255])
  const Item = {
    id,
    at: 1,
    list: [1, 'two', null, { three: true }],
    tags: new Set(['a', 'b']),
    big: NumberValue.from('1234567890123456789'),
  }
  await s.gives(
    'Put of a document',
    db.send(new PutCommand({ TableName, Item })),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await s.gives(
    'Get of a document',
    db.send(new GetCommand({ TableName, Key: { id, at: 1 } })),
    (a) => [a.Item.list, a.Item.tags, a.Item.big.value],
    [Item.list, Item.tags, '1234567890123456789'],
  )
  await s.gives(
    'Update of a document',
    db.send(
      new UpdateCommand({
        TableName,
        Key: { id, at: 2 },
        UpdateExpression: 'SET #l = :l',
        ExpressionAttributeNames: { '#l': 'list' },
        ExpressionAttributeValues: { ':l': [] },
        ReturnValues: 'ALL_NEW',
      }),
    ),
    (a) => a.Attributes.list,
    [],
  )
  await s.gives(
    'Query of documents',
    db.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'id = :id AND #at > :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':id': id, ':at': 0 },
      }),
    ),
    (a) => a.Items.map((i) => i.at),
    [1, 2],
  )
  await s.gives('Scan of documents', db.send(new ScanCommand({ TableName, Select: 'COUNT' })), (a) => a.Count, 2)
  await s.gives(
    'BatchGet of documents',
    db.send(
      new BatchGetCommand({
        RequestItems: {
          [TableName]: {
            Keys: [
              { id, at: 1 },
              { id, at: 9 },
            ],
          },
        },
      }),
    ),
    (a) => a.Responses[TableName].map((i) => i.at),
    [1],
  )
  await s.gives(
    'TransactWrite of documents',
    db.send(
      new TransactWriteCommand({
        TransactItems: [{ Delete: { TableName, Key: { id, at: 1 } } }, { Put: { TableName, Item: { id, at: 3 } } }],
      }),
    ),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await s.gives(
    'Delete of a document',
    db.send(new DeleteCommand({ TableName, Key: { id, at: 3 }, ReturnValues: 'ALL_OLD' })),
    (a) => a.Attributes.at,
    3,
  )
  await s.gives(
    'DeleteTable of documents',
    client.send(new DeleteTableCommand({ TableName })),
    (a) => a.TableDescription.TableName,
    TableName,
  )
}
