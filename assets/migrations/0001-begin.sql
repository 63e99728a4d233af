-- Dates are TEXT as YYYY-MM-DD, moments as YYYY-MM-DDTHH:MM:SS, both Asia/Shanghai. Money is INTEGER fen.
-- Files in this folder are only ever added; one that has been released is never changed.

-- "ZHCN": marks the file as one of this program.
PRAGMA application_id = 1514685262;

CREATE TABLE persons (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL CHECK (name <> ''),
    id_number   TEXT UNIQUE,
    certificate TEXT UNIQUE,
    -- Every reading of the name, each after a blank: whole syllables, and first letters.
    pinyin      TEXT NOT NULL,
    initials    TEXT NOT NULL,
    secret      TEXT,
    wrong_tries INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0)
) STRICT;

CREATE TABLE person_answers (
    person   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (person, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    sign_in     TEXT NOT NULL UNIQUE CHECK (sign_in <> ''),
    name        TEXT NOT NULL CHECK (name <> ''),
    language    TEXT NOT NULL,
    person      INTEGER REFERENCES persons (id),
    active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    secret      TEXT,
    wrong_tries INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0)
) STRICT;

-- One row a user, so that the parts kept apart in a case are kept apart by person and not by role.
CREATE TABLE user_roles (
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (user, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_relatives (
    user   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (user, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_ties (
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    firm INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (user, firm)
) STRICT, WITHOUT ROWID;

-- Who may act for whom: guardianship, consent, power of attorney.
CREATE TABLE mandates (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person     INTEGER NOT NULL REFERENCES persons (id),
    holder     TEXT NOT NULL,
    role       TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    until_day  TEXT,
    scope      TEXT CHECK (scope IS NULL OR json_valid(scope)),
    how_given  TEXT NOT NULL CHECK (how_given <> ''),
    revoked_on TEXT
) STRICT;
CREATE INDEX mandates_holder ON mandates (holder);

CREATE TABLE cases (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    uid          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    state        TEXT NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 0),
    applicant    INTEGER NOT NULL REFERENCES persons (id),
    receipt      TEXT UNIQUE,
    invoice      TEXT UNIQUE,
    assigned     INTEGER REFERENCES users (id),
    submitted_on TEXT,
    entered_on   TEXT NOT NULL,
    last_edit_on TEXT NOT NULL,
    amount_fen   INTEGER,
    paid_fen     INTEGER,
    question     TEXT,
    snapshot     TEXT NOT NULL CHECK (json_valid(snapshot))
) STRICT;
CREATE INDEX cases_queue ON cases (state, entered_on, id);
CREATE INDEX cases_applicant ON cases (applicant, id);

CREATE TABLE history (
    "case"     INTEGER NOT NULL REFERENCES cases (id),
    version    INTEGER NOT NULL,
    on_day     TEXT NOT NULL,
    who        TEXT NOT NULL,
    role       TEXT NOT NULL,
    place      TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    event      TEXT NOT NULL CHECK (json_valid(event)),
    PRIMARY KEY ("case", version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER history_stays BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE answers (
    "case"   INTEGER NOT NULL REFERENCES cases (id),
    question TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY ("case", question)
) STRICT, WITHOUT ROWID;

CREATE TABLE papers (
    "case"        INTEGER NOT NULL REFERENCES cases (id),
    kind          TEXT NOT NULL,
    given         TEXT NOT NULL CHECK (json_valid(given)),
    description   TEXT NOT NULL,
    original_seen INTEGER NOT NULL DEFAULT 0 CHECK (original_seen IN (0, 1)),
    PRIMARY KEY ("case", kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person     INTEGER NOT NULL REFERENCES persons (id),
    "case"     INTEGER REFERENCES cases (id),
    line       TEXT NOT NULL,
    given_on   TEXT NOT NULL,
    given_by   TEXT NOT NULL,
    how        TEXT NOT NULL,
    revoked_on TEXT
) STRICT;
CREATE INDEX consents_person ON consents (person, id);

CREATE TABLE serials (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL,
    who    TEXT NOT NULL,
    role   TEXT NOT NULL,
    place  TEXT NOT NULL,
    action TEXT NOT NULL,
    "case" INTEGER,
    person INTEGER,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_case ON audit ("case", id);
CREATE INDEX audit_person ON audit (person, id);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
