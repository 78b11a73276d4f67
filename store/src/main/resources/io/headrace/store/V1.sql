-- What happened, in order: one line of the journal's codec each.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    job    TEXT NOT NULL,
    line   TEXT NOT NULL
);
CREATE INDEX journal_by_job ON journal (job, number);

-- Winning tickets, before they are redeemed and after. The job is named when it is known; the ending when there is one.
CREATE TABLE winner (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash   TEXT NOT NULL UNIQUE,
    ticket TEXT NOT NULL,
    job    TEXT,
    ending TEXT
);
CREATE INDEX winner_open ON winner (number) WHERE ending IS NULL;

-- What senders paid into their accounts and what they were charged: exact sums, in wei.
CREATE TABLE account (
    sender  TEXT NOT NULL,
    session TEXT NOT NULL,
    price   TEXT NOT NULL,
    paid    TEXT NOT NULL,
    charged TEXT NOT NULL,
    PRIMARY KEY (sender, session)
);

-- Which nonces payments used, for as long as their offer stands.
CREATE TABLE used_nonces (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    sender    TEXT NOT NULL,
    session   TEXT NOT NULL,
    price     TEXT NOT NULL,
    rand_hash TEXT NOT NULL,
    expires   INTEGER NOT NULL,
    nonces    TEXT NOT NULL
);
CREATE INDEX used_nonces_by_expiry ON used_nonces (expires);

-- Small facts of a node that have no table of their own.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
