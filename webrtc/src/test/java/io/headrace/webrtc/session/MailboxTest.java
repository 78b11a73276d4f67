package io.headrace.webrtc.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.desk.End;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox(2);

    @Test
    void dropsWhatItHasNoRoomForAndSaysSo() {
        assertThat(mailbox.next(_ -> {})).isTrue();
        assertThat(mailbox.next(_ -> {})).isTrue();

        assertThat(mailbox.next(_ -> {})).isFalse();
    }

    @Test
    void keepsAWishForAKeyframeThoughItIsFull() {
        mailbox.next(_ -> {});
        mailbox.next(_ -> {});

        mailbox.keyframeWanted();
        mailbox.keyframeWanted();

        assertThat(mailbox.takeKeyframeWish()).isTrue();
        assertThat(mailbox.takeKeyframeWish()).isFalse();
    }

    @Test
    void theFirstEndCountsAndComesBeforeAllThatWaits() throws Exception {
        mailbox.next(_ -> {});
        mailbox.end(End.LOST);
        mailbox.end(End.FINISHED);

        assertThat(mailbox.poll(0)).isEqualTo(Optional.of(new Event.Ended(End.LOST)));
        assertThat(mailbox.next(_ -> {})).isFalse();
    }
}
