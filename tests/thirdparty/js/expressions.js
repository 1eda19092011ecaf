// DynamoDB: conditions and update expressions, and what is refused in them.
'use strict'
const { load } = require('./scenario.js')
const { CreateTableCommand, DeleteItemCommand, DeleteTableCommand, PutItemCommand, UpdateItemCommand } =
  load('client-dynamodb')

const key = { pk: { S: 'k' } }
const item = {
  ...key,
  n: { N: '5' },
  word: { S: 'hello' },
  l: { L: [{ N: '1' }, { S: 'two' }] },
  m: { M: { in: { BOOL: true } } },
  ss: { SS: ['a', 'b'] },
  raw: { B: Uint8Array.from([1, 2, 3]) },
}

// [condition, whether it holds for the item]; :n is 5, :s is "hello", :h is "he", :a is "a", :t is "S", :two is 2.
const conditions = [
  ['n = :n', true],
  ['n <> :n', false],
  ['n < :n OR n > :n', false],
  ['n >= :n AND n <= :n', true],
  ['NOT n = :n', false],
  ['attribute_exists(m.#in)', true],
  ['attribute_not_exists(l[2])', true],
  ['attribute_type(word, :t)', true],
  ['begins_with(word, :h)', true],
  ['contains(ss, :a)', true],
  ['contains(word, :a)', false],
  ['size(l) = :two', true],
  ['n BETWEEN :two AND :n', true],
  ['word IN (:a, :s)', true],
  ['nowhere = :n', false],
  ['nowhere <> :n', true],
  ['(n = :two OR word = :s) AND NOT contains(ss, :t)', true],
]
const values = {
  ':n': { N: '5.0' },
  ':s': { S: 'hello' },
  ':h': { S: 'he' },
  ':a': { S: 'a' },
  ':t': { S: 'S' },
  ':two': { N: '2' },
}

const malformed = [
  ['pk = ', 'Syntax error'],
  ['', 'can not be empty'],
  ['status = :n', 'reserved keyword'],
  ['n = :nowhere', 'is not defined'],
  ['#nowhere = :n', 'is not defined'],
  ['((n = :n))', 'redundant parentheses'],
  ['n BETWEEN :n AND :two', 'upper bound'],
  ['begins_with(word, :n)', 'operand type'],
  ['size(n)', ''],
]

function parametersOf(text) {
  const used = Object.keys(values).filter((name) => new RegExp(`${name}\\b`).test(text))
  return {
    ...(used.length ? { ExpressionAttributeValues: Object.fromEntries(used.map((name) => [name, values[name]])) } : {}),
    ...(text.includes('#in') ? { ExpressionAttributeNames: { '#in': 'in' } } : {}),
  }
}

async function updates(s, db, TableName) {
  const update = (UpdateExpression, ExpressionAttributeValues, ExpressionAttributeNames) =>
    db.send(
      new UpdateItemCommand({
        TableName,
        Key: key,
        UpdateExpression,
        ExpressionAttributeValues,
        ExpressionAttributeNames,
        ReturnValues: 'ALL_NEW',
      }),
    )
  const steps = [
    [
      'SET n = if_not_exists(n, :v), fresh = if_not_exists(fresh, :v)',
      { ':v': { N: '9' } },
      ['n', 'fresh'],
      [{ N: '5' }, { N: '9' }],
    ],
    [
      'SET l = list_append(l, :v)',
      { ':v': { L: [{ BOOL: false }] } },
      ['l'],
      [{ L: [{ N: '1' }, { S: 'two' }, { BOOL: false }] }],
    ],
    [
      'SET l[9] = :v',
      { ':v': { S: 'end' } },
      ['l'],
      [{ L: [{ N: '1' }, { S: 'two' }, { BOOL: false }, { S: 'end' }] }],
    ],
    ['REMOVE l[0], l[2]', undefined, ['l'], [{ L: [{ S: 'two' }, { S: 'end' }] }]],
    ['SET n = n - :v, word = fresh', { ':v': { N: '0.5' } }, ['n', 'word'], [{ N: '4.5' }, { N: '9' }]],
    ['ADD n :v, newest :v', { ':v': { N: '-4.5' } }, ['n', 'newest'], [{ N: '0' }, { N: '-4.5' }]],
    ['ADD ss :v', { ':v': { SS: ['b', 'c'] } }, ['ss'], [{ SS: ['a', 'b', 'c'] }]],
    ['DELETE ss :v', { ':v': { SS: ['a', 'b', 'c'] } }, ['ss'], [undefined]],
    [
      'SET m.deep = :v REMOVE m.#in',
      { ':v': { M: { x: { NULL: true } } } },
      ['m'],
      [{ M: { deep: { M: { x: { NULL: true } } } } }],
      { '#in': 'in' },
    ],
  ]
  for (const [text, parameters, names, expected, aliases] of steps) {
    await s.gives(
      `UpdateItem: ${text}`,
      update(text, parameters, aliases),
      (a) => names.map((name) => a.Attributes[name]),
      expected,
    )
  }
  const one = { ':v': { N: '1' } }
  const refused = [
    ['SET pk = :v', one, 'part of the key'],
    ['SET a = :v, a = :v', one, 'overlap'],
    ['SET a.b = :v', one, 'document path provided in the update expression is invalid'],
    ['SET a = nowhere + :v', one, 'does not exist in the item'],
    ['ADD fresh :v', { ':v': { S: 'x' } }, 'ADD'],
    ['SET a = :v SET b = :v', one, 'can only be used once'],
    ['SET a = :v', { ...one, ':w': { N: '2' } }, 'unused'],
    ['INCREMENT a :v', one, 'Syntax error'],
    ['SET m = m + :v', one, 'operand'],
  ]
  for (const [text, parameters, phrase] of refused) {
    await s.refuses(`UpdateItem: ${text}`, update(text, parameters), 'ValidationException', phrase)
  }
  await s.gives(
    'UpdateItem of a missing item makes it',
    db.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'made' } },
        ReturnValues: 'ALL_NEW',
      }),
    ),
    (a) => a.Attributes,
    { pk: { S: 'made' } },
  )
}

module.exports = async function expressions(s) {
  const db = s.client('dynamodb')
  const TableName = `expressions-${s.runId}`
  await s.gives(
    'CreateTable for expressions',
    db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    ),
    (a) => a.TableDescription.ItemCount,
    0,
  )
  const put = (ConditionExpression, more) =>
    db.send(
      new PutItemCommand({
        TableName,
        Item: item,
        ConditionExpression,
        ...parametersOf(ConditionExpression),
        ...more,
      }),
    )
  await s.gives(
    'PutItem on condition that it is new',
    put('attribute_not_exists(pk)'),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  const plain = await s.refuses(
    'PutItem on the same condition again',
    put('attribute_not_exists(pk)'),
    'ConditionalCheckFailedException',
    'The conditional request failed',
  )
  s.is('the error has no item', plain.Item, undefined)
  const failed = await s.refuses(
    'PutItem on that condition, with the old item',
    put('attribute_not_exists(pk)', { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    'ConditionalCheckFailedException',
  )
  s.is('the error has the old item', failed.Item, item)
  for (const [text, holds] of conditions) {
    if (holds) await s.gives(`PutItem if ${text}`, put(text), (a) => a.$metadata.httpStatusCode, 200)
    else await s.refuses(`PutItem if ${text}`, put(text), 'ConditionalCheckFailedException')
  }
  for (const [text, phrase] of malformed) {
    await s.refuses(`PutItem if ${text || 'nothing'}`, put(text), 'ValidationException', phrase)
  }
  const failing = {
    TableName,
    Key: key,
    ConditionExpression: 'n > :n',
    ExpressionAttributeValues: { ':n': { N: '5' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }
  const update = await s.refuses(
    'UpdateItem on a condition that fails',
    db.send(new UpdateItemCommand({ ...failing, UpdateExpression: 'REMOVE n' })),
    'ConditionalCheckFailedException',
  )
  s.is('the error of UpdateItem has the item', update.Item, item)
  const remove = await s.refuses(
    'DeleteItem on a condition that fails',
    db.send(new DeleteItemCommand(failing)),
    'ConditionalCheckFailedException',
  )
  s.is('the error of DeleteItem has the item', remove.Item, item)
  await updates(s, db, TableName)
  await s.gives(
    'DeleteTable of expressions',
    db.send(new DeleteTableCommand({ TableName })),
    (a) => a.TableDescription.TableName,
    TableName,
  )
}
