package io.headrace.trickle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
    private static final ChannelName CAM = new ChannelName("cam");

    private final Channels channels = Channels.announcing(TrickleLimits.DEFAULT, new ManualTicker());

    @Test
    void creatingTwiceKeepsTheFirst() {
        channels.create(CAM, "video/MP2T");

        assertThat(channels.create(CAM, "text/plain"))
                .isInstanceOfSatisfying(
                        Creation.Existed.class,
                        existed -> assertThat(existed.channel().mediaType()).isEqualTo("video/MP2T"));
    }

    @Test
    void aNameMayBeUsedAgainForAChannelThatBeginsAnew() throws Exception {
        LocalPublisher.of(channels, Stage.created(channels, "cam"), 0).publish(Stage.bytes("old"));
        assertThat(channels.remove(CAM)).isTrue();
        assertThat(channels.remove(CAM)).isFalse();

        var again = Stage.created(channels, "cam");

        assertThat(again.head()).isZero();
        assertThat(again.subscribe(0))
                .isInstanceOfSatisfying(
                        Subscription.Open.class, open -> assertThat(open.head()).isZero());
    }

    @Test
    void announcesWhatComesAndGoes() throws Exception {
        var feed = channels.find(new ChannelName("_changes")).orElseThrow();
        channels.create(CAM, "");
        channels.remove(CAM);

        assertThat(feed.mediaType()).isEqualTo("application/json");
        assertThat(document(feed, 0)).isEqualTo("{\"added\":[\"_changes\"]}");
        assertThat(document(feed, 1)).isEqualTo("{\"added\":[\"cam\"]}");
        assertThat(document(feed, 2)).isEqualTo("{\"removed\":[\"cam\"]}");
    }

    @Test
    void announcesNoRemovalsWhenItCloses() throws Exception {
        channels.create(CAM, "");
        var feed = channels.find(new ChannelName("_changes")).orElseThrow();

        channels.close();

        assertThat(feed.head()).isEqualTo(2);
        assertThat(feed.hasEnded()).isTrue();
        assertThat(channels.create(CAM, "")).isInstanceOf(Creation.TooManyChannels.class);
    }

    private static String document(Channel feed, long seq) throws Exception {
        try (var subscriber = new LocalSubscriber(feed, seq);
                var segment = ((Arrival.Segment) subscriber.next()).segment()) {
            return new String(segment.readAll(1000), UTF_8);
        }
    }

    @Test
    void namesAre128RandomBits() {
        byte[] entropy = new byte[16];
        Arrays.fill(entropy, (byte) 0xa5);

        var name = ChannelName.random(length -> Arrays.copyOf(entropy, length));

        assertThat(name.text()).isEqualTo("a5".repeat(16));
        assertThat(name.followedBy("-out").text()).endsWith("a5-out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "\"", "é", "a\nb", "a\\b"})
    void namesStandUnescapedInAPathAndInJson(String text) {
        assertThatThrownBy(() -> new ChannelName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenIsToBeShownWhereThereIsOne() {
        var access = new Access.HoldsToken("sesame");

        assertThat(access.admits("sesame")).isTrue();
        assertThat(access.admits("sesam")).isFalse();
        assertThat(access.admits("")).isFalse();
        assertThat(new Access.KnowsName().admits("")).isTrue();
        assertThat(access.toString()).doesNotContain("sesame");
        assertThatThrownBy(() -> new Access.HoldsToken("")).isInstanceOf(IllegalArgumentException.class);
    }
}
