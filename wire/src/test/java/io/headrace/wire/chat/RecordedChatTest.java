package io.headrace.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.sse.EventStreamDecoder;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in pieces: what existing nodes relayed, we relay to the same bytes. */
class RecordedChatTest {

    private static final String PIECE =
            "{\"choices\":[{\"delta\":{\"content\":\"a\",\"role\":\"assistant\"},\"index\":0}],\"id\":\"c\"}";
    private static final String LAST =
            "{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\",\"index\":0}],\"id\":\"c\"}";
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"completion_tokens\":3,\"prompt_tokens\":5,\"total_tokens\":8}}";

    static Stream<String> streams() {
        return Stream.of(
                RecordedExchanges.named("E-016").response().bodyText(),
                RecordedExchanges.named("G-028").request().bodyText());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void relaysStreamsToTheSameBytes(String recorded) throws Exception {
        var relayed = told(events(recorded));

        assertThat(text(relayed)).isEqualTo(recorded + "data: [DONE]\n\n");
        assertThat(relayed).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void findsTheSameEventsWhereverTheBytesAreCut(String recorded) throws Exception {
        for (int piece : new int[] {1, 7, 64}) {
            var decoder = new EventStreamDecoder();
            var events = new ArrayList<ServerEvent>();
            for (int at = 0; at < recorded.length(); at += piece) {
                events.addAll(
                        decoder.feed(UTF_8.encode(recorded.substring(at, Math.min(recorded.length(), at + piece)))));
            }
            assertThat(events).isEqualTo(events(recorded)).hasSize(4);
            assertThat(decoder.end()).isEmpty();
        }
    }

    @Test
    void readsTheEventsOfRegisteredContainers() throws Exception {
        for (var exchange : List.of(RecordedExchanges.named("G-076"), RecordedExchanges.named("G-077"))) {
            assertThat(events(exchange.response().bodyText()))
                    .extracting(ServerEvent::data)
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"balance\": 7999998990.000}", "[DONE]");
        }
    }

    @Test
    void tellsTheUsageWithTheLastChoiceAndNeverAPieceWithoutOne() throws Exception {
        var told = told(List.of(event(PIECE), event(LAST), event(USAGE), event("[DONE]")));

        assertThat(told).hasSize(3);
        assertThat(((ChatEvent.Piece) told.get(1)).piece().usage()).contains(new TokenUsage(5, 3, 8));
        assertThat(((ChatEvent.Piece) told.get(1)).piece().finishReason()).isEqualTo("stop");
        assertThat(told.getLast()).isEqualTo(new ChatEvent.Done());
        assertThat(told)
                .allSatisfy(event -> assertThat(event instanceof ChatEvent.Piece(var piece) ? piece.hasChoices() : true)
                        .isTrue());
    }

    @Test
    void tellsTheLastChoiceWithoutUsageWhenNobodyCounted() throws Exception {
        assertThat(told(List.of(event(PIECE), event(LAST)))).hasSize(3);
    }

    @Test
    void endsOnceHoweverOftenTheRunnerSaysSo() throws Exception {
        assertThat(told(List.of(event(PIECE), event("[DONE]"), event("[DONE]"), event(PIECE))))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"out of memory\"}", "{\"error\":{\"message\":\"out of memory\"}}"})
    void anErrorEndsTheStream(String data) throws Exception {
        var told = told(List.of(event(PIECE), event(data), event(PIECE)));

        assertThat(told.getLast()).isEqualTo(new ChatEvent.Failed("out of memory"));
        assertThat(told).hasSize(2);
        assertThat(told.getLast().encode().text()).isEqualTo("data: {\"error\":\"out of memory\"}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[1]", "{\"choices\":7}", "{\"choices\":[],\"usage\":{\"total_tokens\":-1}}"})
    void refusesEventsThatAreNone(String data) {
        assertThatThrownBy(() -> ChatEvent.decode(event(data))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesEventsWithoutEnd() {
        var decoder = new EventStreamDecoder();
        var much = ByteBuffer.wrap(new byte[EventStreamDecoder.MAX_BYTES + 1]);

        assertThatThrownBy(() -> decoder.feed(much)).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void readsCommentsTypesAndSeveralLines() throws Exception {
        assertThat(events(": hello\r\n\r\nevent: insufficient balance\r\ndata: 1\r\ndata:2\r\n\r\nid: 7\n\n"))
                .containsExactly(new ServerEvent("insufficient balance", "1\n2"));
        assertThat(events("data: cut off")).containsExactly(ServerEvent.of("cut off"));
        assertThat(new ServerEvent("t", "1\n2").text()).isEqualTo("event: t\ndata: 1\ndata: 2\n\n");
    }

    private static List<ServerEvent> events(String text) throws UnreadableException {
        var decoder = new EventStreamDecoder();
        var events = new ArrayList<>(decoder.feed(UTF_8.encode(text)));
        decoder.end().ifPresent(events::add);
        return events;
    }

    private static List<ChatEvent> told(List<ServerEvent> events) throws UnreadableException {
        var told = new ArrayList<ChatEvent>();
        var stream = ChatStream.BEGINNING;
        for (var event : events) {
            var next = stream.after(ChatEvent.decode(event));
            told.addAll(next.events());
            stream = next.stream();
        }
        told.addAll(stream.ended().events());
        return told;
    }

    private static String text(List<ChatEvent> events) {
        return events.stream().map(event -> event.encode().text()).collect(Collectors.joining());
    }

    private static ServerEvent event(String data) {
        return ServerEvent.of(data);
    }
}
