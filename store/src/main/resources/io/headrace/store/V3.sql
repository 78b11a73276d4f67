-- The orchestrators of the active set as the chain last told, in its order, and where they say they serve.
CREATE TABLE registration (
    place        INTEGER PRIMARY KEY,
    orchestrator TEXT NOT NULL UNIQUE,
    uri          TEXT NOT NULL,
    read_at      INTEGER NOT NULL
);
