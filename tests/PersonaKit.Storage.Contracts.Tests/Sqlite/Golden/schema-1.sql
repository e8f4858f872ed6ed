-- A file as version 1 of the schema wrote it: one person with a folded observation and one that waits, and a deleted one whose bytes are still there.
PRAGMA secure_delete=OFF;
PRAGMA journal_mode=WAL;
CREATE TABLE people(
    key INTEGER PRIMARY KEY, person_id TEXT NOT NULL UNIQUE,
    received INTEGER NOT NULL, folded INTEGER NOT NULL, version INTEGER NOT NULL, change INTEGER NOT NULL);
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
CREATE TABLE heads(person_id TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE mappers(
    id TEXT NOT NULL, revision INTEGER NOT NULL, source TEXT NOT NULL, created_at INTEGER NOT NULL, active INTEGER NOT NULL,
    PRIMARY KEY(id, revision)) WITHOUT ROWID;
CREATE UNIQUE INDEX mappers_active ON mappers(id) WHERE active;
CREATE TABLE leases(name TEXT PRIMARY KEY, continuation INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE catalogs(hash TEXT PRIMARY KEY) WITHOUT ROWID;
PRAGMA application_id=0x504B6974;
PRAGMA user_version=1;
INSERT INTO people(key, person_id, received, folded, version, change) VALUES(1, 'ada', 2, 1, 3, 5);
INSERT INTO mindscapes(person_key, body) VALUES(1, CAST('{"schema": 1, "person_id": "ada", "version": 3, "updated_at": 1768896000000, "received": 1, "catalog": "another", "zones": {"stated": []}, "traits": {}}' AS BLOB));
INSERT INTO observations(place, person_key, number, observation_id, body) VALUES
    (1, 1, 1, 'o-1', CAST('{"id": "o-1", "type": "note", "at": 1768896000000, "rx": 1768896000250, "fp": "f1", "content": {"text": "quetzalcoatlus"}}' AS BLOB)),
    (2, 1, 2, 'o-2', CAST('{"id": "o-2", "type": "note", "at": 1768896000000, "rx": 1768896000250, "fp": "f2", "content": {"text": "quetzalcoatlus"}}' AS BLOB)),
    (3, 1, 3, 'o-3', CAST('{"id": "o-3", "type": "note", "at": 1768896000000, "rx": 1768896000250, "fp": "f3", "content": {"text": "quetzalcoatlus"}}' AS BLOB));
INSERT INTO personas VALUES('ada', 'daily_work_optimizer', '0a1b2c', 1, 3, 1, 1768896000000, 4102444800000, 'p-1', CAST('{"note":"quetzalcoatlus"}' AS BLOB));
INSERT INTO heads(person_id, version) VALUES('ada', 3);
INSERT INTO leases(name, continuation) VALUES('fold', 5);
DELETE FROM observations WHERE place = 3;
