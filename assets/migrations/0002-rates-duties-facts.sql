-- A value of a rate is proposed by one and in force once both sides have signed it, two different people.
CREATE TABLE rates (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    rate         TEXT NOT NULL CHECK (rate <> ''),
    from_day     TEXT NOT NULL,
    to_day       TEXT CHECK (to_day IS NULL OR to_day >= from_day),
    value        TEXT NOT NULL CHECK (value <> ''),
    source       TEXT NOT NULL CHECK (source <> ''),
    proposed_by  INTEGER NOT NULL REFERENCES users (id),
    proposed_at  TEXT NOT NULL,
    withdrawn_by INTEGER REFERENCES users (id)
) STRICT;

CREATE TABLE rate_signatures (
    rate    INTEGER NOT NULL REFERENCES rates (id),
    side    TEXT NOT NULL CHECK (side IN ('federation', 'finance')),
    user    INTEGER NOT NULL REFERENCES users (id),
    at      TEXT NOT NULL,
    PRIMARY KEY (rate, side),
    UNIQUE (rate, user)
) STRICT, WITHOUT ROWID;

-- What was proposed stays as it was signed; only a proposal that is not in force can be withdrawn, once.
CREATE TRIGGER rates_stay BEFORE UPDATE OF rate, from_day, to_day, value, source, proposed_by, proposed_at ON rates
BEGIN SELECT RAISE(ABORT, 'a proposed rate does not change'); END;
CREATE TRIGGER rates_are_kept BEFORE DELETE ON rates
BEGIN SELECT RAISE(ABORT, 'rates are kept'); END;
CREATE TRIGGER signatures_stay BEFORE UPDATE ON rate_signatures
BEGIN SELECT RAISE(ABORT, 'a signature does not change'); END;
CREATE TRIGGER signatures_are_kept BEFORE DELETE ON rate_signatures
BEGIN SELECT RAISE(ABORT, 'signatures are kept'); END;

-- What staff keep about duties and targets: each change is a row, the last one of an entry counts.
CREATE TABLE owed (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    entry    TEXT NOT NULL CHECK (entry <> ''),
    owner    TEXT NOT NULL,
    progress TEXT NOT NULL,
    due      TEXT,
    evidence TEXT NOT NULL,
    by       INTEGER NOT NULL REFERENCES users (id),
    at       TEXT NOT NULL
) STRICT;
CREATE INDEX owed_entry ON owed (entry, id);

-- What somebody has said of themselves while asking what they might get; the holder is a person or whoever is there.
CREATE TABLE known_facts (
    holder TEXT NOT NULL,
    fact   TEXT NOT NULL,
    value  TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('said', 'document', 'checked')),
    on_day TEXT NOT NULL,
    PRIMARY KEY (holder, fact)
) STRICT, WITHOUT ROWID;
