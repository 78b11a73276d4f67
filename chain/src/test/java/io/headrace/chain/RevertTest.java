package io.headrace.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevertTest {

    @Test
    void isFoundWithinANodesMessage() {
        assertThat(Revert.in("execution reverted: ticket did not win")).contains(Revert.DID_NOT_WIN);
        assertThat(Revert.in("execution reverted: sender deposit and reserve are zero"))
                .contains(Revert.NOTHING_DEPOSITED);
    }

    @Test
    void isTheLongestReasonThatFits() {
        assertThat(Revert.in("reverted: ticket creationRoundBlockHash invalid for creationRound"))
                .contains(Revert.CREATION_HASH_WRONG);
    }

    @Test
    void isNotGuessed() {
        assertThat(Revert.in("nonce too low")).isEmpty();
    }
}
