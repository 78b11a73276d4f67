package io.headrace.chain.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProspectTest {

    @Test
    void hasNoneForWhatTheBrokerWouldRefuseOnAnyBranch() {
        assertThat(reasonsFor(Prospect.WORTHLESS))
                .containsExactlyInAnyOrder(
                        Revert.NO_RECIPIENT,
                        Revert.NO_SENDER,
                        Revert.AUX_DATA_LENGTH,
                        Revert.RAND_MISMATCH,
                        Revert.SIGNATURE_LENGTH,
                        Revert.SIGNATURE_FORM,
                        Revert.SIGNATURE_WRONG,
                        Revert.DID_NOT_WIN);
    }

    @Test
    void waitsForWhatAnotherBlockMayBring() {
        assertThat(reasonsFor(Prospect.LATER))
                .contains(Revert.CREATION_ROUND_UNKNOWN, Revert.CREATION_HASH_WRONG, Revert.NOTHING_DEPOSITED);
    }

    @Test
    void tellsAUsedTicketFromAnExpiredOne() {
        assertThat(reasonsFor(Prospect.USED)).containsExactly(Revert.TICKET_USED);
        assertThat(reasonsFor(Prospect.EXPIRED)).containsExactly(Revert.TICKET_EXPIRED);
    }

    @Test
    void knowsNothingOfTheReasonsOfOtherCalls() {
        assertThat(Prospect.after(Revert.UNBOND_NOTHING)).isEmpty();
        assertThat(Prospect.after(Revert.ALREADY_REWARDED)).isEmpty();
        assertThat(Prospect.after(Revert.SUM_MISMATCH)).isEmpty();
    }

    private static List<Revert> reasonsFor(Prospect prospect) {
        return Arrays.stream(Revert.values())
                .filter(reason -> Prospect.after(reason).equals(Optional.of(prospect)))
                .toList();
    }
}
