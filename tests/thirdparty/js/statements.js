// DynamoDB by PartiQL: single statements, batches and transactions.
'use strict'
const { load } = require('./scenario.js')
const {
  BatchExecuteStatementCommand,
  CreateTableCommand,
  DeleteTableCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
} = load('client-dynamodb')

const key = (sk) => ({ pk: { S: 'a' }, sk: { N: String(sk) } })
const item = (sk, n) => ({ ...key(sk), n: { N: String(n) } })
const a = { S: 'a' }
const number = (n) => ({ N: String(n) })

async function single(s, db, name) {
  const run = (Statement, Parameters, more) => db.send(new ExecuteStatementCommand({ Statement, Parameters, ...more }))
  for (const sk of [1, 2, 3, 4, 5]) {
    await s.gives(
      `INSERT ${sk} of 5`,
      run(`INSERT INTO "${name}" VALUE {'pk': 'a', 'sk': ?, 'n': ${sk}}`, [number(sk)]),
      (x) => x.Items,
      [],
    )
  }
  await s.refuses(
    'INSERT twice',
    run(`INSERT INTO "${name}" VALUE {'pk': 'a', 'sk': 1}`),
    'DuplicateItemException',
    'Duplicate primary key',
  )
  await s.gives(
    'SELECT by key',
    run(`SELECT * FROM "${name}" WHERE pk = ? AND sk = ?`, [a, number(1)]),
    (x) => x.Items,
    [item(1, 1)],
  )
  await s.gives(
    'SELECT of a range, one attribute',
    run(`SELECT n FROM "${name}" WHERE pk = 'a' AND sk BETWEEN 2 AND 4`),
    (x) => x.Items,
    [2, 3, 4].map((n) => ({ n: number(n) })),
  )
  await s.gives(
    'SELECT with a filter',
    run(`SELECT * FROM "${name}" WHERE pk = 'a' AND n > ?`, [number(3)]),
    (x) => x.Items,
    [item(4, 4), item(5, 5)],
  )
  const page = await s.gives(
    'SELECT with a limit',
    run(`SELECT * FROM "${name}" WHERE pk = 'a'`, undefined, { Limit: 3 }),
    (x) => [x.Items.length, typeof x.NextToken],
    [3, 'string'],
  )
  await s.gives(
    'SELECT of the rest',
    run(`SELECT * FROM "${name}" WHERE pk = 'a'`, undefined, { Limit: 3, NextToken: page.NextToken }),
    (x) => x.Items,
    [item(4, 4), item(5, 5)],
  )
  await s.gives(
    'UPDATE',
    run(`UPDATE "${name}" SET n = n + ? WHERE pk = 'a' AND sk = 1 RETURNING ALL NEW *`, [number(10)]),
    (x) => x.Items,
    [item(1, 11)],
  )
  await s.refuses(
    'UPDATE of a missing item',
    run(`UPDATE "${name}" SET n = 1 WHERE pk = 'a' AND sk = 9`),
    'ConditionalCheckFailedException',
  )
  await s.refuses(
    'UPDATE without the whole key',
    run(`UPDATE "${name}" SET n = 1 WHERE pk = 'a'`),
    'ValidationException',
  )
  await s.gives('DELETE', run(`DELETE FROM "${name}" WHERE pk = 'a' AND sk = 1 RETURNING ALL OLD *`), (x) => x.Items, [
    item(1, 11),
  ])
  await s.refuses('a statement that is none', run(`SELEC * FROM "${name}"`), 'ValidationException')
  await s.refuses('SELECT from a missing table', run('SELECT * FROM nowhere'), 'ResourceNotFoundException')
}

async function several(s, db, name) {
  const batch = (...Statements) =>
    db.send(new BatchExecuteStatementCommand({ Statements: Statements.map((Statement) => ({ Statement })) }))
  const transaction = (...TransactStatements) =>
    db.send(
      new ExecuteTransactionCommand({ TransactStatements: TransactStatements.map((Statement) => ({ Statement })) }),
    )
  const select = (sk) => `SELECT * FROM "${name}" WHERE pk = 'a' AND sk = ${sk}`
  const insert = (sk) => `INSERT INTO "${name}" VALUE {'pk': 'a', 'sk': ${sk}, 'n': ${sk}}`
  await s.gives('a batch of reads', batch(select(2), select(9)), (x) => x.Responses.map((r) => r.Item), [
    item(2, 2),
    undefined,
  ])
  await s.gives(
    'a batch of writes, one of which fails',
    batch(insert(6), insert(2)),
    (x) => x.Responses.map((r) => r.Error?.Code),
    [undefined, 'DuplicateItem'],
  )
  await s.gives('a transaction of reads', transaction(select(2), select(6)), (x) => x.Responses.map((r) => r.Item), [
    item(2, 2),
    item(6, 6),
  ])
  await s.gives(
    'a transaction of writes',
    transaction(insert(7), `DELETE FROM "${name}" WHERE pk = 'a' AND sk = 6`),
    (x) => x.$metadata.httpStatusCode,
    200,
  )
  const error = await s.refuses(
    'a transaction that fails',
    transaction(insert(8), insert(7)),
    'TransactionCanceledException',
  )
  s.is(
    'its reasons',
    error.CancellationReasons?.map((r) => r.Code),
    ['None', 'DuplicateItem'],
  )
  await s.gives('it wrote nothing', batch(select(8)), (x) => x.Responses.map((r) => r.Item), [undefined])
}

module.exports = async function statements(s) {
  const db = s.client('dynamodb')
  const TableName = `statements-${s.runId}`
  await s.gives(
    'CreateTable for statements',
    db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'N' },
        ],
      }),
    ),
    (x) => x.TableDescription.ItemCount,
    0,
  )
  await single(s, db, TableName)
  await several(s, db, TableName)
  await s.gives(
    'DeleteTable of statements',
    db.send(new DeleteTableCommand({ TableName })),
    (x) => x.TableDescription.TableName,
    TableName,
  )
}
