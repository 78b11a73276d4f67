package io.headrace.chain.redemption;

import io.headrace.chain.Revert;
import java.util.Optional;

/** What a winner that the broker refused may still hope for (payments section 4.5). */
enum Prospect {
    /** Nothing more: somebody redeemed it, and the recipient has its money. */
    USED,
    /** Nothing more, as the rounds are now. */
    EXPIRED,
    /** Nothing, on any branch of the chain. */
    WORTHLESS,
    /**
     * Another block: what is missing may come. What a node that lags, or a branch that is taken back, says of the
     * creation round may be untrue a block later.
     */
    LATER;

    /** Empty for a reason of other calls: nobody redeems and is refused with it. */
    static Optional<Prospect> after(Revert reason) {
        return switch (reason) {
            case TICKET_USED -> Optional.of(USED);
            case TICKET_EXPIRED -> Optional.of(EXPIRED);
            case NO_RECIPIENT,
                    NO_SENDER,
                    AUX_DATA_LENGTH,
                    RAND_MISMATCH,
                    SIGNATURE_LENGTH,
                    SIGNATURE_FORM,
                    SIGNATURE_WRONG,
                    DID_NOT_WIN -> Optional.of(WORTHLESS);
            case SYSTEM_PAUSED,
                    ROUND_NOT_INITIALIZED,
                    CREATION_ROUND_UNKNOWN,
                    CREATION_HASH_WRONG,
                    SENDER_UNLOCKED,
                    NOTHING_DEPOSITED,
                    FUNDS_BELOW_FACE_VALUE,
                    SHARE_UNDERFLOW,
                    NOT_REGISTERED,
                    BALANCE_TOO_LOW -> Optional.of(LATER);
            case ROUND_ALREADY_INITIALIZED,
                    SUM_MISMATCH,
                    ALREADY_UNLOCKING,
                    NOT_UNLOCKING,
                    ACCOUNT_LOCKED,
                    NOT_ACTIVE,
                    ALREADY_REWARDED,
                    BOND_TOO_SMALL,
                    FEES_TOO_SMALL,
                    NOT_BONDED,
                    UNBOND_NOTHING,
                    UNBOND_TOO_MUCH,
                    LOCK_UNKNOWN,
                    STAKE_LOCKED,
                    ROUND_LOCKED,
                    REWARD_DUE,
                    NO_PAYEE -> Optional.empty();
        };
    }
}
