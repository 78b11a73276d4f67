package io.headrace.chain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a contract refuses a call: the protocol's own reasons, word for word (payments sections 4.3 to 4.6 and 4.9).
 * Nothing changes on chain when a call is refused.
 */
public enum Revert {
    SYSTEM_PAUSED("system is paused"),
    ROUND_NOT_INITIALIZED("current round is not initialized"),
    ROUND_ALREADY_INITIALIZED("round already initialized"),
    SUM_MISMATCH("msg.value does not equal sum of deposit amount and reserve amount"),
    NOTHING_DEPOSITED("sender deposit and reserve are zero"),
    ALREADY_UNLOCKING("unlock already initiated"),
    NOT_UNLOCKING("no unlock request in progress"),
    ACCOUNT_LOCKED("account is locked"),
    NO_RECIPIENT("ticket recipient is null address"),
    NO_SENDER("ticket sender is null address"),
    AUX_DATA_LENGTH("invalid length for ticket auxData: must be 64 bytes"),
    CREATION_ROUND_UNKNOWN("ticket creationRound does not have a block hash"),
    CREATION_HASH_WRONG("ticket creationRoundBlockHash invalid for creationRound"),
    TICKET_EXPIRED("ticket is expired"),
    RAND_MISMATCH("recipientRand does not match recipientRandHash"),
    TICKET_USED("ticket is used"),
    SIGNATURE_LENGTH("INVALID_SIGNATURE_LENGTH"),
    SIGNATURE_FORM("ECDSA: invalid signature"),
    SIGNATURE_WRONG("invalid signature over ticket hash"),
    DID_NOT_WIN("ticket did not win"),
    SENDER_UNLOCKED("sender is unlocked"),
    FUNDS_BELOW_FACE_VALUE("sender deposit and reserve insufficient to cover ticket face value"),
    /** The pool grew after a claim in the same round, so that the share is less than what was taken of it. */
    SHARE_UNDERFLOW("panic code 0x11"),
    NOT_REGISTERED("transcoder must be registered"),
    NOT_ACTIVE("caller must be an active transcoder"),
    ALREADY_REWARDED("caller has already called reward for the current round"),
    BOND_TOO_SMALL("delegation amount must be greater than 0"),
    FEES_TOO_SMALL("insufficient fees to withdraw"),
    /** Nothing is bonded, or only since this round. */
    NOT_BONDED("caller must be bonded"),
    UNBOND_NOTHING("unbond amount must be greater than 0"),
    UNBOND_TOO_MUCH("amount is greater than bonded amount"),
    LOCK_UNKNOWN("invalid unbonding lock ID"),
    STAKE_LOCKED("withdraw round must be before or equal to the current round"),
    ROUND_LOCKED("can't update transcoder params, current round is locked"),
    REWARD_DUE("caller can't be active or must have already called reward for the current round"),
    /** The account has less than the call would move or cost; the chain itself says so, not a contract. */
    BALANCE_TOO_LOW("insufficient funds for transfer");

    private final String reason;

    Revert(String reason) {
        this.reason = reason;
    }

    /** The text by which the contract says it. */
    public String reason() {
        return reason;
    }

    /** The reason within a node's error message, the longest that fits; empty for one that is not the protocol's. */
    public static Optional<Revert> in(String message) {
        return Arrays.stream(values())
                .filter(revert -> message.contains(revert.reason))
                .max((a, b) -> Integer.compare(a.reason.length(), b.reason.length()));
    }
}
