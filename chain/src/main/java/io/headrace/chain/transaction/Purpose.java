package io.headrace.chain.transaction;

/** What a transaction is for: it names meters and, for the operator, the transaction. */
public enum Purpose {
    REDEEM,
    REWARD,
    BEGIN_ROUND,
    FUND,
    UNLOCK,
    CANCEL_UNLOCK,
    WITHDRAW,
    APPROVE,
    BOND,
    COMMISSION,
    WITHDRAW_FEES,
    UNBOND,
    WITHDRAW_STAKE,
    /** Tokens to another account. */
    TRANSFER,
    REGISTER,
    PAY,
    /** A contract of a local chain, and what it is told once. */
    DEPLOY,
    /** An empty transfer to oneself at a nonce that would otherwise hold up those behind it. Never asked for. */
    REPAIR
}
