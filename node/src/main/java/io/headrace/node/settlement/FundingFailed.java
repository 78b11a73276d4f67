package io.headrace.node.settlement;

import io.headrace.chain.Revert;

/** The chain refused to take the money that an operator wants there: the account has too little, or the chain is paused. */
public final class FundingFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Revert reason;

    FundingFailed(String message, Revert reason) {
        super(message + ": " + reason.reason());
        this.reason = reason;
    }

    public Revert reason() {
        return reason;
    }
}
