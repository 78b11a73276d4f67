-- What happened, in order: one line of the journal's codec each.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    job    TEXT NOT NULL,
    line   TEXT NOT NULL
);
CREATE INDEX journal_by_job ON journal (job, number);

-- Winning tickets until they are redeemed, and after; the signature makes a ticket unique.
CREATE TABLE winner (
    signature TEXT PRIMARY KEY,
    number    INTEGER NOT NULL,
    ticket    TEXT NOT NULL,
    state     TEXT NOT NULL
);

-- Small facts of a node that have no table of their own.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
