package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.Stage.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.trickle.Access;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.TrickleLimits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our server does not take from its peers, and existing ones do. */
@Timeout(60)
class ServerLimitsTest {
    private static final int MIB = 1024 * 1024;

    @Test
    void refusesASegmentThatGrowsTooLarge() throws Exception {
        try (var stage =
                Stage.open(TrickleLimits.DEFAULT.withBytes(8, 10_000, 10_000)).with("cam")) {
            var publisher = stage.begun("cam", 0, "01234567");
            var subscriber = stage.subscribe("cam", 0);

            publisher.chunk("8");

            assertThat(publisher.reply().status()).isEqualTo(413);
            assertThat(subscriber.reply().text()).isEqualTo("01234567");
        }
    }

    @Test
    void refusesMoreSubscribersThanAChannelMayHave() throws Exception {
        try (var stage = Stage.open(TrickleLimits.DEFAULT.withReaders(1)).with("cam")) {
            stage.subscribe("cam", 0);

            assertThat(stage.get("cam/0").status()).isEqualTo(503);
        }
    }

    @Test
    void refusesMoreChannelsThanThereMayBe() throws Exception {
        try (var stage = Stage.open(TrickleLimits.DEFAULT.withChannels(1)).with("cam")) {
            assertThat(stage.ask("POST", "other").status()).isEqualTo(503);
            assertThat(stage.preconnect("other/0").reply().status()).isEqualTo(404);
        }
    }

    @Test
    void doesNotLetDataVanishBehindA200() throws Exception {
        try (var stage = Stage.open().with("cam")) {
            stage.write("cam", 0, 7);

            var again = stage.preconnect("cam/5").chunk("again").reply();
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.header("Lp-Trickle-Seq")).contains("5");
            assertThat(stage.preconnect("cam/0").chunk("very old").reply().status())
                    .isEqualTo(409);
            assertThat(stage.preconnect("cam/5").end().reply().status()).isEqualTo(200);
            assertThat(stage.get("cam/5").text()).isEqualTo("segment 5");
            assertThat(stage.channel("cam").head()).isEqualTo(8);
        }
    }

    @Test
    void keepsASegmentOpenWhosePublisherDiedBeforeItsFirstByte() throws Exception {
        try (var stage = Stage.open().with("cam")) {
            var subscriber = stage.subscribe("cam", 0);
            stage.preconnected("cam", 0).close();
            until(() -> stage.channel("cam").writers() == 0);

            assertThat(stage.post("cam/0", "second try").status()).isEqualTo(200);
            assertThat(subscriber.reply().text()).isEqualTo("second try");
        }
    }

    @Test
    void breaksOffForAReaderThatIsTooSlow() throws Exception {
        var limits = TrickleLimits.DEFAULT.withBytes(24 * MIB, 50 * MIB, 64 * MIB);
        try (var stage = Stage.open(limits).with("cam")) {
            var large = "x".repeat(24 * MIB);
            stage.post("cam/0", large);
            var dawdler = stage.subscribe("cam", 0);
            for (int seq = 1; seq <= 6; seq++) {
                assertThat(stage.post("cam/" + seq, large.substring(0, 5 * MIB)).status())
                        .isEqualTo(200);
            }

            assertThatThrownBy(dawdler::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void givesUpWhoWaitsTooLong() throws Exception {
        try (var stage = Stage.open().with("_quiet")) {
            var subscriber = stage.subscribe("_quiet", 0);

            stage.pass(Duration.ofMinutes(6));

            assertThat(subscriber.reply().status()).isEqualTo(503);
            until(() -> stage.channel("_quiet").readers() == 0);
        }
    }

    @Test
    void letsInOnlyWhoShowsTheTokenWhereThereIsOne() throws Exception {
        try (var stage = Stage.open()) {
            stage.channels.create(new ChannelName("mine"), "video/MP2T", new Access.HoldsToken("sesame"));
            var token = "Authorization: Bearer sesame";

            assertThat(stage.preconnect("mine/0").reply().status()).isEqualTo(401);
            assertThat(stage.get("mine/0").status()).isEqualTo(401);
            assertThat(stage.get("mine/next", "Authorization: Bearer other").status())
                    .isEqualTo(401);
            assertThat(stage.ask("DELETE", "mine/0").status()).isEqualTo(401);
            assertThat(stage.ask("DELETE", "mine").status()).isEqualTo(401);

            assertThat(stage.post("mine/0", "x", token).status()).isEqualTo(200);
            assertThat(stage.get("mine/0", token).text()).isEqualTo("x");
            assertThat(stage.ask("DELETE", "mine", token).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%22", "a%20b", "%C3%A9"})
    void knowsNoChannelWithAStrangeName(String name) throws Exception {
        try (var stage = Stage.open()) {
            assertThat(stage.ask("POST", name).status()).isEqualTo(400);
            assertThat(stage.preconnect(name + "/0").reply().status()).isEqualTo(404);
            assertThat(stage.get(name + "/0").status()).isEqualTo(404);
            assertThat(stage.channels.all()).isEmpty();
        }
    }

    @Test
    void readersThatDoNotReadHoldUpNobody() throws Exception {
        try (var stage = Stage.open().with("cam")) {
            for (int i = 0; i < 20; i++) {
                stage.subscribe("cam", 0);
            }
            var attentive = stage.subscribe("cam", 0);
            var large = "x".repeat(8 * 1024 * 1024);

            assertThat(stage.post("cam/0", large).status()).isEqualTo(200);

            assertThat(attentive.reply().text()).isEqualTo(large);
        }
    }
}
