package io.headrace.gateway.live.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAuthorization.Allowed;
import io.headrace.gateway.live.auth.StreamAuthorization.Denied;
import io.headrace.gateway.live.auth.StreamAuthorization.NothingWanted;
import io.headrace.gateway.live.auth.StreamAuthorization.Senseless;
import io.headrace.gateway.live.auth.StreamAuthorization.Verdict;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.media.LadderText;
import io.headrace.media.Profile;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAuthorizationTest {

    private static final LiveConfig DEFAULTS = LiveConfig.of(LadderText.parse("360p"));
    private static final StreamAsk ASK =
            new StreamAsk(StreamAsk.Via.HTTP_PUSH, "http://gateway/live/film/0.ts", "film", "", Optional.empty());

    private static StreamAsk withHeader(String json) {
        return new StreamAsk(ASK.via(), ASK.url(), ASK.name(), ASK.key(), Optional.of(json));
    }

    private static StreamAsk withKey(StreamAsk.Via via, String key) {
        return new StreamAsk(via, ASK.url(), ASK.name(), key, Optional.empty());
    }

    private static StreamOrder order(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Allowed.class);
        return ((Allowed) verdict).order();
    }

    private static List<String> renditions(Verdict verdict) {
        return order(verdict).ladder().profiles().stream().map(Profile::name).toList();
    }

    @Nested
    class Open {
        private final StreamAuthorization open = new OpenAuthorization(DEFAULTS);

        @Test
        void allowsEverybodyWhatTheGatewayMakesByDefault() throws Exception {
            assertThat(open.authorize(ASK)).isEqualTo(new Allowed(DEFAULTS.order("film")));
        }

        @Test
        void obeysThePublisher() throws Exception {
            var order = order(
                    open.authorize(
                            withHeader(
                                    "{\"manifestID\":\"other\",\"presets\":[\"P240p30fps16x9\"],\"keep\":\"recording\",\"source\":true}")));

            assertThat(order.name()).isEqualTo("other");
            assertThat(order.ladder().profiles()).extracting(Profile::name).containsExactly("P240p30fps16x9");
            assertThat(order.keeping()).isEqualTo(Keeping.RECORDING);
            assertThat(order.sourceRendition()).isEqualTo(SourceRendition.PLAYED);
        }

        @Test
        void seesThatNothingIsWanted() throws Exception {
            assertThat(open.authorize(withHeader("{\"profiles\":[]}"))).isEqualTo(new NothingWanted("film"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "{\"keep\":\"for ever\"}",
                    "{\"keep\":7}",
                    "{\"source\":\"yes\"}",
                    "{\"manifestID\":\"a b\"}",
                    "{\"profiles\":[{\"name\":\"..\",\"width\":64,\"height\":36}]}",
                    "{\"profiles\":[{\"width\":64,\"height\":36,\"profile\":\"odd\"}]}"
                })
        void doesNotMakeWhatMakesNoSense(String json) throws Exception {
            assertThat(open.authorize(withHeader(json))).isInstanceOf(Senseless.class);
        }

        @Test
        void makesNoStreamOfANameThatNoPlaylistCanHave() throws Exception {
            var ask = new StreamAsk(ASK.via(), ASK.url(), "a b", "", Optional.empty());

            assertThat(open.authorize(ask)).isInstanceOf(Senseless.class);
        }
    }

    @Nested
    class Keys {
        private final StreamAuthorization keys = new KeyAuthorization(Set.of("one", "two"), DEFAULTS);

        @ParameterizedTest
        @CsvSource({"one, true", "two, true", "three, false", "'', false", "onetwo, false"})
        void allowsWhoeverHasOne(String key, boolean allowed) throws Exception {
            for (var via : StreamAsk.Via.values()) {
                assertThat(keys.authorize(withKey(via, key)) instanceof Allowed).isEqualTo(allowed);
            }
        }

        @Test
        void printsNone() {
            assertThat(withKey(StreamAsk.Via.RTMP, "sesame").toString()).isEqualTo("RTMP of film");
        }
    }

    @Nested
    class Webhook {
        private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile int status = 200;
        private volatile String body = "";
        private volatile boolean silent;
        private HttpServer server;
        private StreamAuthorization webhook;

        @BeforeEach
        void start() throws IOException {
            server = HttpServer.start(
                    HttpServerConfig.plain("127.0.0.1", 0),
                    Router.of(Route.of("POST", "/auth", (exchange, _) -> answer(exchange))));
            webhook = at(Duration.ofSeconds(20));
        }

        private StreamAuthorization at(Duration patience) {
            var uri = URI.create("http://127.0.0.1:" + server.port() + "/auth");
            return new WebhookAuthorization(uri, client, DEFAULTS, patience);
        }

        private void answer(Exchange exchange) throws IOException {
            asked.add(new String(exchange.body().readAll(10_000), StandardCharsets.UTF_8));
            if (silent) {
                try {
                    released.await();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.answer(status, "application/json", body);
        }

        @AfterEach
        void stop() {
            released.countDown();
            client.close();
            server.close();
        }

        @Test
        void isAskedAboutEachStreamAnew() throws Exception {
            webhook.authorize(ASK);
            webhook.authorize(ASK);

            var question = "{\"url\":\"http://gateway/live/film/0.ts\"}";
            assertThat(asked).containsExactly(question, question);
        }

        @Test
        void allowsWithTheDefaultsWhenItSaysNothing() throws Exception {
            assertThat(webhook.authorize(ASK)).isEqualTo(new Allowed(DEFAULTS.order("film")));
        }

        @Test
        void renamesAndChooses() throws Exception {
            body = "{\"manifestID\":\"inner\",\"presets\":[\"P144p30fps16x9\",\"unknown\"],\"keep\":\"everything\"}";

            var order = order(webhook.authorize(ASK));

            assertThat(order.name()).isEqualTo("inner");
            assertThat(order.ladder().profiles()).extracting(Profile::name).containsExactly("P144p30fps16x9");
            assertThat(order.keeping()).isEqualTo(Keeping.EVERYTHING);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            403 | no way
            204 | ''
            200 | garbage
            200 | {"profiles":[]}
            200 | {"manifestID":7}
            500 | {"manifestID":"inner"}
            """)
        void deniesWhateverIsNoClearYes(int newStatus, String newBody) throws Exception {
            status = newStatus;
            body = newBody;

            assertThat(webhook.authorize(ASK)).isInstanceOf(Denied.class);
        }

        @Test
        void deniesOnAnAnswerWithoutEnd() throws Exception {
            body = " ".repeat(1_000_000);

            assertThat(webhook.authorize(ASK)).isInstanceOf(Denied.class);
        }

        @Test
        void deniesWhenItIsSilent() throws Exception {
            silent = true;

            assertThat(at(Duration.ofMillis(50)).authorize(ASK))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> assertThat(denied.sentence()).startsWith("the webhook"));
        }

        @Test
        void deniesWhenNobodyIsThere() throws Exception {
            server.close();

            assertThat(webhook.authorize(ASK))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> assertThat(denied.sentence()).contains("could not be asked"));
        }

        @Test
        void keepsAStrangersTextShortAndOnOneLine() throws Exception {
            status = 403;
            body = "no\nway " + "x".repeat(5_000);

            assertThat(((Denied) webhook.authorize(ASK)).sentence())
                    .contains("no way")
                    .doesNotContain("\n")
                    .hasSizeLessThan(300);
        }

        @ParameterizedTest
        @CsvSource({
            "RTMP, secret, true",
            "RTMP, wrong, false",
            "RTMP, '', false",
            "HTTP_PUSH, secret, true",
            "HTTP_PUSH, wrong, false",
            "HTTP_PUSH, '', true",
            "WHIP, secret, true",
            "WHIP, '', false"
        })
        void holdsTheKeyAgainstThePublishers(StreamAsk.Via via, String key, boolean allowed) throws Exception {
            body = "{\"manifestID\":\"inner\",\"streamKey\":\"secret\"}";

            assertThat(webhook.authorize(withKey(via, key)) instanceof Allowed).isEqualTo(allowed);
        }

        @Test
        void letsThePublisherChooseWhereItDoesNot() throws Exception {
            body = "{\"manifestID\":\"inner\",\"keep\":\"window\"}";

            var verdict = webhook.authorize(withHeader("{\"presets\":[\"P144p30fps16x9\"],\"keep\":\"recording\"}"));

            assertThat(renditions(verdict)).containsExactly("P144p30fps16x9");
            assertThat(order(verdict).name()).isEqualTo("inner");
            assertThat(order(verdict).keeping()).isEqualTo(Keeping.WINDOW);
        }

        @Test
        void choosesWhereThePublisherDoesNot() throws Exception {
            body = "{\"manifestID\":\"inner\",\"presets\":[\"P144p30fps16x9\"]}";

            assertThat(renditions(webhook.authorize(withHeader("{\"manifestID\":\"mine\"}"))))
                    .containsExactly("P144p30fps16x9");
        }

        @Test
        void mustAgreeWithThePublisherAboutProfiles() throws Exception {
            var small = "{\"manifestID\":\"inner\",\"profiles\":[{\"name\":\"a\",\"width\":64,\"height\":36}]}";
            body = small;

            assertThat(webhook.authorize(withHeader(small))).isInstanceOf(Allowed.class);
            assertThat(webhook.authorize(withHeader(small.replace("64", "128"))))
                    .isInstanceOf(Senseless.class);
        }
    }
}
