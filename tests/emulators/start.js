// Azurite and the Cosmos DB emulator for a local run of the Functions host, with everything in them that the Bicep would have made.
// usage: npm ci --prefix tests/emulators && node tests/emulators/start.js     Ctrl+C stops both; nothing is kept.
'use strict';
const { spawn } = require('child_process');
const path = require('path'), crypto = require('crypto');
const modules = path.join(__dirname, 'node_modules');
// Azurite's and the emulator's published development keys.
const storage = { account: 'devstoreaccount1', key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==' };

const children = [
  spawn(process.execPath, [path.join(modules, 'azurite/dist/src/azurite.js'), '--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck', '--silent'], { stdio: 'inherit' }),
  // The emulator ends with its standard input, so it gets one of its own.
  spawn(process.execPath, [path.join(__dirname, 'cosmos-emulator.js'), path.join(modules, '@vercel/cosmosdb-server/lib'), '8081'], { stdio: ['pipe', 'inherit', 'inherit'] }),
];
const stop = code => { for (const child of children) child.kill(); process.exit(code); };
for (const child of children) child.on('exit', code => stop(code ?? 1));
process.on('SIGINT', () => stop(0)).on('SIGTERM', () => stop(0));

async function until(attempt) {
  for (let tries = 0; ; tries++) {
    try { return await attempt(); } catch (error) { if (tries > 100) throw error; await new Promise(r => setTimeout(r, 100)); }
  }
}

async function post(url, body, headers = {}) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', Accept: 'application/json;odata=nometadata', ...headers } });
  if (!answer.ok && answer.status !== 409) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

async function create() {
  const cosmos = 'http://127.0.0.1:8081';
  await until(() => post(`${cosmos}/dbs`, { id: 'personakit' }));
  for (const [id, key] of [['mindscapes', '/person_id'], ['leases', '/id'], ['deadletters', '/person_id'], ['mappers', '/id']]) {
    await post(`${cosmos}/dbs/personakit/colls`, { id, partitionKey: { paths: [key], kind: 'Hash' }, defaultTtl: -1 });
  }

  const date = new Date().toUTCString();
  const signature = crypto.createHmac('sha256', Buffer.from(storage.key, 'base64')).update(`${date}\n/${storage.account}/${storage.account}/Tables`, 'utf8').digest('base64');
  await until(() => post(`http://127.0.0.1:10002/${storage.account}/Tables`, { TableName: 'personas' },
    { 'x-ms-date': date, 'x-ms-version': '2019-02-02', Authorization: `SharedKeyLite ${storage.account}:${signature}` }));
  console.log('Cosmos DB on http://127.0.0.1:8081, storage on http://127.0.0.1:10000 to 10002; database, containers and table are there');
}

create().catch(error => { console.error(error.message); stop(1); });
