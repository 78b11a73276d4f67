package io.headrace.ethereum.account;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.ethereum.rpc.RpcRefusal;
import java.util.Optional;

/** What a node's refusal of a transaction means to whoever wanted it. */
public final class Refusals {

    private Refusals() {}

    /**
     * The protocol's reason.
     *
     * @param what was tried, for the message
     * @throws ChainUnavailable when the reason is none of the protocol's: trying again would not help
     */
    public static <T> Outcome<T> outcome(String what, RpcRefusal refusal) {
        return new Outcome.Reverted<>(reason(refusal)
                .orElseThrow(() -> new ChainUnavailable(
                        what + " is refused for a reason that is none of the protocol's: " + refusal.getMessage(),
                        false,
                        refusal)));
    }

    private static Optional<Revert> reason(RpcRefusal refusal) {
        return switch (refusal.reason()) {
            case REVERTED ->
                Revert.in(refusal.revertText().orElse(String.valueOf(refusal.getMessage())))
                        .or(() -> tokensMissing(refusal));
            case FUNDS_TOO_LOW -> Optional.of(Revert.BALANCE_TOO_LOW);
            case ALREADY_KNOWN, NONCE_TOO_LOW, UNDERPRICED, TOO_MANY_RESULTS, NO_SUCH_METHOD, OTHER -> Optional.empty();
        };
    }

    /** The token contract is not the protocol's own work and has words of its own. */
    private static Optional<Revert> tokensMissing(RpcRefusal refusal) {
        return refusal.revertText()
                .filter(text -> text.contains("exceeds balance"))
                .map(_ -> Revert.BALANCE_TOO_LOW);
    }
}
