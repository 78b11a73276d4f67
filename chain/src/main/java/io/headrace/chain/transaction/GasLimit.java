package io.headrace.chain.transaction;

/** How much gas a call may use. */
public sealed interface GasLimit {

    /** Asks the chain, which also says whether the call would be refused now; so nothing is spent on what fails anyway. */
    record Estimated() implements GasLimit {}

    /** @param gas at least the 21,000 of any transaction */
    record Fixed(long gas) implements GasLimit {

        private static final long LEAST = 21_000;

        public Fixed {
            if (gas < LEAST) {
                throw new IllegalArgumentException("No transaction does with less than " + LEAST + " gas: " + gas);
            }
        }
    }
}
