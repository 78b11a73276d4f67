-- Transactions that were sent, or are about to be, until their askers know how they ended.
CREATE TABLE chain_transaction (
    account TEXT NOT NULL,
    nonce   INTEGER NOT NULL,
    line    TEXT NOT NULL,
    PRIMARY KEY (account, nonce)
);
