package io.headrace.gateway.batch.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.chat.ChatEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChatRelayTest {

    private static final Duration NOW = Duration.ZERO;

    private final ChatRelay relay = new ChatRelay(new OwnTime(() -> 0));
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void handsOnTogetherWhatCameTogether() throws Exception {
        var end = read(piece("one") + piece("two"), piece("three") + last());

        assertThat(end).isInstanceOf(ChatRelay.End.Complete.class);
        assertThat(words(relay.next(NOW))).containsExactly("one", "two");
        assertThat(words(relay.next(NOW))).containsExactly("three");
        assertThat(relay.next(NOW)).hasSize(2).last().isEqualTo(new ChatEvent.Done());
        assertThat(relay.next(NOW)).isEmpty();
        assertThat(begun).hasValue(1);
    }

    @Test
    void handsOnWhatCameBeforeAFailureAndThenTheFailure() throws Exception {
        var end = read(piece("one") + "data: {\"error\":\"out of memory\"}\n\n" + piece("two"));

        assertThat(end).isEqualTo(new ChatRelay.End.BrokenOff("out of memory"));
        assertThat(words(relay.next(NOW))).containsExactly("one");
        assertThat(relay.next(NOW)).containsExactly(new ChatEvent.Failed("out of memory"));
    }

    @Test
    void handsOnWhatCameBeforeGarbage() throws Exception {
        var end = read(piece("one") + "data: garbage\n\n");

        assertThat(end).isInstanceOf(ChatRelay.End.BrokenOff.class);
        assertThat(words(relay.next(NOW))).containsExactly("one");
        assertThat(relay.next(NOW)).singleElement().isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void hasNotBegunWhenTheFirstThingIsAFailure() throws Exception {
        var end = read("data: {\"error\":\"no\"}\n\n" + piece("one"));

        assertThat(end).isInstanceOf(ChatRelay.End.Unbegun.class);
        assertThat(relay.next(NOW)).isEmpty();
        assertThat(begun).hasValue(0);
    }

    /** @param readings what comes with each */
    private ChatRelay.End read(String... readings) throws InterruptedException {
        var streams = Arrays.stream(readings)
                .map(reading -> new ByteArrayInputStream(reading.getBytes(UTF_8)))
                .toList();
        var body = new SequenceInputStream(Collections.enumeration(streams));
        return relay.read(new Given(body), begun::incrementAndGet);
    }

    private record Given(InputStream body) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public Headers headers() {
            return Headers.NONE;
        }

        @Override
        public void close() {}
    }

    private static List<String> words(List<ChatEvent> events) {
        return events.stream()
                .map(event -> event.encode().data().replaceAll(".*\"content\":\"(\\w*)\".*", "$1"))
                .toList();
    }

    private static String piece(String word) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}\n\n";
    }

    /** It is held until the stream ends, because its usage is not known. */
    private static String last() {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    }
}
