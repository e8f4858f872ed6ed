// Usage: node validate.js <folder with node_modules> <schema.json> <documents.jsonl>
// Prints a line for each line of the documents: "ok", or what the schema has against it. The schema itself is held against its dialect first.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const [folder, schema, documents] = process.argv.slice(2);
const Ajv = require(path.join(folder, 'node_modules', 'ajv', 'dist', '2020.js'));
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateSchema: true });
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const answers = fs.readFileSync(documents, 'utf8').split('\n').filter((line) => line.length > 0).map((line) =>
  validate(JSON.parse(line)) ? 'ok' : ajv.errorsText(validate.errors).replaceAll('\n', ' '));
process.stdout.write(answers.join('\n') + '\n');
