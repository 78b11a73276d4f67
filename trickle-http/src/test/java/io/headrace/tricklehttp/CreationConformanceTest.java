package io.headrace.tricklehttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.Headers;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.ManualTicker;
import io.headrace.trickle.TrickleLimits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance statements about channels that come and go. */
@Timeout(60)
class CreationConformanceTest {
    @Test
    @DisplayName("1. S: POST to a new channel name answers 200 with an empty body when creation is allowed")
    void creates() throws Exception {
        try (var stage = Stage.open()) {
            var reply = stage.ask("POST", "demo");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEmpty();
            assertThat(stage.channel("demo").head()).isZero();
        }
    }

    @Test
    @DisplayName("2. S: POST to a new channel name answers 404 when creation is not allowed")
    void refusesToCreate() throws Exception {
        try (var stage = Stage.closed()) {
            var reply = stage.ask("POST", "demo");

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).isEqualTo("Stream not found\n");
            assertThat(stage.channels.all()).isEmpty();
        }
    }

    @Test
    @DisplayName("3. S: Expect-Content becomes the Content-Type of every later subscribe")
    void remembersTheMediaType() throws Exception {
        try (var stage = Stage.open()) {
            stage.ask("POST", "demo", "Expect-Content: text/plain", "Content-Type: image/png");
            stage.post("demo/0", "hello", "Content-Type: video/MP2T");
            stage.post("demo/1", "again");

            assertThat(stage.get("demo/0").header("Content-Type")).contains("text/plain");
            assertThat(stage.get("demo/1").header("Content-Type")).contains("text/plain");
        }
    }

    @Test
    @DisplayName("4. S: creating an existing channel answers 200 and keeps the first MIME type")
    void keepsTheFirstMediaType() throws Exception {
        try (var stage = Stage.open()) {
            stage.ask("POST", "demo", "Expect-Content: text/plain");
            assertThat(stage.ask("POST", "demo", "Expect-Content: video/MP2T").status())
                    .isEqualTo(200);
            stage.post("demo/0", "hello");

            assertThat(stage.get("demo/0").header("Content-Type")).contains("text/plain");
        }
    }

    @Test
    @DisplayName("5. S: a creation hook refusing with 403 yields 403; a generic hook failure yields 500; no channel in"
            + " either case")
    void asksTheDesk() throws Exception {
        var channels = Channels.silent(TrickleLimits.DEFAULT, new ManualTicker());
        try (var stage = new Stage(channels, CreationOverHttp.ALLOWED, new Strict())) {
            var refused = stage.ask("POST", "forbidden");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).isEqualTo("not yours\n");
            assertThat(stage.ask("POST", "strange").status()).isEqualTo(400);
            assertThat(stage.ask("POST", "broken").status()).isEqualTo(500);
            assertThat(channels.all()).isEmpty();

            stage.ask("POST", "demo");
            assertThat(stage.ask("DELETE", "demo").status()).isEqualTo(403);
            assertThat(channels.all()).hasSize(1);
        }
    }

    /** Refuses by name. */
    private static final class Strict implements ChannelDesk {
        @Override
        public Verdict mayCreate(ChannelName name, Headers request) {
            return switch (name.text()) {
                case "forbidden" -> new Verdict.Refused(403, "not yours");
                case "strange" -> new Verdict.Refused(302, "elsewhere");
                case "broken" -> throw new IllegalStateException("the desk is broken");
                default -> new Verdict.Allowed();
            };
        }

        @Override
        public Verdict mayDelete(ChannelName name, Headers request) {
            return new Verdict.Refused(403, "not yours");
        }
    }

    @Test
    @DisplayName("7. S: with automatic creation, publish to an unknown channel answers 200 and adopts the request"
            + " Content-Type")
    void createsForAPublisher() throws Exception {
        try (var stage = Stage.open()) {
            assertThat(stage.post("demo/0", "hello", "Content-Type: text/plain").status())
                    .isEqualTo(200);

            assertThat(stage.get("demo/0").header("Content-Type")).contains("text/plain");
        }
    }

    @Test
    @DisplayName("30. S: DELETE of a channel answers 200; repeating it answers 400 Invalid stream")
    void deletesOnce() throws Exception {
        try (var stage = Stage.closed().with("cam")) {
            assertThat(stage.ask("DELETE", "cam").status()).isEqualTo(200);

            var again = stage.ask("DELETE", "cam");
            assertThat(again.status()).isEqualTo(400);
            assertThat(again.text()).isEqualTo("Invalid stream\n");
        }
    }

    @Test
    @DisplayName("31. S: after channel deletion GET, POST and next answer 404")
    void knowsNothingOfADeletedChannel() throws Exception {
        try (var stage = Stage.closed().with("cam")) {
            stage.write("cam", 0, 1);
            stage.ask("DELETE", "cam");

            assertThat(stage.get("cam/0").status()).isEqualTo(404);
            assertThat(stage.preconnect("cam/2").head().status()).isEqualTo(404);
            assertThat(stage.get("cam/next").status()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("38. S: a recreated channel starts at 0 again and shows none of the old segments")
    void beginsAnew() throws Exception {
        try (var stage = Stage.open()) {
            stage.write("cam", 0, 3);
            stage.ask("DELETE", "cam");
            stage.ask("POST", "cam");

            assertThat(stage.get("cam/next").text()).isEqualTo("0");
            assertThat(stage.get("cam/3").status()).isEqualTo(470);
        }
    }

    @Test
    @DisplayName(
            "39. S: a channel without writes for the idle limit disappears at the next sweep; a name starting with _"
                    + " does not")
    void sweepsIdleChannels() throws Exception {
        try (var stage = Stage.closed().with("cam").with("_kept")) {
            stage.pass(java.time.Duration.ofMinutes(5));

            assertThat(stage.get("cam/next").status()).isEqualTo(404);
            assertThat(stage.get("_kept/next").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("40. S: _changes delivers one JSON document per creation or deletion, the first naming _changes")
    void tellsOfChanges() throws Exception {
        var channels = Channels.announcing(TrickleLimits.DEFAULT, new ManualTicker());
        try (var stage = new Stage(channels, CreationOverHttp.ALLOWED, ChannelDesk.welcoming())) {
            stage.ask("POST", "cam");
            stage.ask("DELETE", "cam");

            assertThat(stage.get("_changes/0").text()).isEqualTo("{\"added\":[\"_changes\"]}");
            assertThat(stage.get("_changes/1").text()).isEqualTo("{\"added\":[\"cam\"]}");
            assertThat(stage.get("_changes/2").text()).isEqualTo("{\"removed\":[\"cam\"]}");
            assertThat(stage.get("_changes/0").header("Content-Type")).contains("application/json");
            assertThat(stage.ask("DELETE", "_changes").status()).isEqualTo(400);
            assertThat(stage.preconnect("_changes/3").head().status()).isEqualTo(404);
        }
    }
}
