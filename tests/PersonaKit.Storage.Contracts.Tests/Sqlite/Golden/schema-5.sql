-- A file of schema version 5: ana has 200 observations of which 150 are folded, bea was erased up to her second and came back, cid is a tombstone.
PRAGMA application_id=1347119476; PRAGMA user_version=5;
CREATE TABLE people(
    key INTEGER PRIMARY KEY, person_id TEXT NOT NULL UNIQUE,
    received INTEGER NOT NULL, folded INTEGER NOT NULL, version INTEGER NOT NULL, change INTEGER NOT NULL, erased_at INTEGER, erased_up_to INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX people_by_change ON people(change);
CREATE TABLE mindscapes(person_key INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE observations(
    place INTEGER PRIMARY KEY, person_key INTEGER NOT NULL, number INTEGER NOT NULL, observation_id TEXT NOT NULL, body BLOB NOT NULL,
    UNIQUE(person_key, number), UNIQUE(person_key, observation_id));
CREATE TABLE personas(
    person_id TEXT NOT NULL, mapper_id TEXT NOT NULL, context_digest TEXT NOT NULL,
    mapper_revision INTEGER NOT NULL, mindscape_version INTEGER NOT NULL, received INTEGER NOT NULL,
    generated_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, persona_id TEXT NOT NULL, body BLOB NOT NULL,
    UNIQUE(person_id, mapper_id, context_digest));
CREATE INDEX personas_by_expiry ON personas(expires_at);
CREATE TABLE heads(person_id TEXT PRIMARY KEY, version INTEGER NOT NULL, forget_at INTEGER) WITHOUT ROWID;
CREATE TABLE mappers(
    id TEXT NOT NULL, revision INTEGER NOT NULL, source TEXT NOT NULL, created_at INTEGER NOT NULL, digest TEXT NOT NULL DEFAULT '', origin INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(id, revision)) WITHOUT ROWID;
CREATE TABLE leases(name TEXT PRIMARY KEY, continuation INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE catalogs(hash TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX people_erased ON people(erased_at) WHERE erased_at IS NOT NULL;
CREATE INDEX heads_to_forget ON heads(forget_at) WHERE forget_at IS NOT NULL;
CREATE TABLE mapper_heads(
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, newest INTEGER NOT NULL, active INTEGER, seed INTEGER, reached INTEGER NOT NULL, decided_by INTEGER)
    WITHOUT ROWID;
CREATE TABLE checkpoints(
    place INTEGER PRIMARY KEY, person_key INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    version INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(person_key, last));
CREATE TABLE scrubs(due INTEGER PRIMARY KEY);
INSERT INTO people(key, person_id, received, folded, version, change, erased_at, erased_up_to) VALUES
    (1, 'ana', 200, 150, 3, 7, NULL, 0), (2, 'bea', 5, 4, 2, 9, NULL, 2), (3, 'cid', 4, 4, 2, 8, 1768903200250, 4);
WITH RECURSIVE posts(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM posts WHERE number < 200)
INSERT INTO observations(place, person_key, number, observation_id, body) SELECT 2 * number, 1, number, 'a' || (1000 - number),
    CAST('{"id":"a' || (1000 - number) || '","type":"note","at":1768899600000,"rx":1768899600000,"fp":"f' || number || '","content":{"n":' || number || '}}' AS BLOB) FROM posts;
WITH RECURSIVE posts(number) AS (SELECT 3 UNION ALL SELECT number + 1 FROM posts WHERE number < 5)
INSERT INTO observations(place, person_key, number, observation_id, body) SELECT 101 + 2 * number, 2, number, 'b' || number,
    CAST('{"id":"b' || number || '","type":"note","at":1768899600000,"rx":1768899600000,"fp":"f' || number || '","content":{"n":' || number || '}}' AS BLOB) FROM posts;
