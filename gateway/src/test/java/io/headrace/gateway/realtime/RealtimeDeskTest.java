package io.headrace.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.live.auth.OpenAuthorization;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.auth.RealtimeAsk;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.auth.SharedAuthorization;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.AccessUnit;
import io.headrace.media.LadderText;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.transport.Headers;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.desk.ViewerCodecs;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeDeskTest {

    private static final LiveConfig STREAMS = LiveConfig.of(LadderText.parse("360p"));
    private static final int MAX_VIEWERS = 2;
    private static final PublisherLine LINE = new PublisherLine() {
        @Override
        public void dismiss() {
            throw new AssertionError("Nobody is dismissed");
        }

        @Override
        public void keyframeWanted() {
            throw new AssertionError("No keyframe is wanted");
        }
    };

    /** A publisher that hears that its stream is over. */
    private static final class Dismissed implements PublisherLine {
        private boolean dismissed;

        @Override
        public void dismiss() {
            dismissed = true;
        }

        @Override
        public void keyframeWanted() {
            LINE.keyframeWanted();
        }
    }

    private static final AccessUnit.Picture WITH_B_FRAMES = new AccessUnit.Picture(
            VideoCodec.H264,
            MediaTime.ZERO,
            MediaTime.ZERO,
            true,
            MediaBytes.owning(HexFormat.of()
                    .parseHex("00000001674d401eeca05017fcb80880000003008000001e078b16cb" + "000000016588840a")));

    private final List<RealtimeAsk> asked = new ArrayList<>();
    private RealtimeAuthorization authorization =
            new SharedAuthorization(new OpenAuthorization(STREAMS), RealtimeConfig.DEFAULT);
    private final List<FakeWork> works = new ArrayList<>();
    private final RealtimeStreams streams = new RealtimeStreams(
            new RealtimeConfig("", Standby.NONE, Optional.empty(), 2, MAX_VIEWERS, RealtimeConfig.DEFAULT.grace()),
            (_, output) -> {
                works.add(new FakeWork(output));
                return works.getLast();
            },
            FakeCarriers.tools(new SimulatedHost(1)));
    private final RealtimeDesk desk = new RealtimeDesk(noting(), streams, this::transcoding, MAX_VIEWERS);

    private Admission<Publisher> transcoding(StreamAsk ask, String client, PublisherLine line) {
        return new Admission.Refused<>(503, ask.name() + " of " + client + " with " + ask.key());
    }

    private RealtimeAuthorization noting() {
        return new RealtimeAuthorization() {
            @Override
            public Verdict authorize(RealtimeAsk ask) throws InterruptedException {
                asked.add(ask);
                return authorization.authorize(ask);
            }

            @Override
            public boolean admits(RealtimeAsk visit) throws InterruptedException {
                asked.add(visit);
                return authorization.admits(visit);
            }
        };
    }

    private static MediaRequest request(String stream) {
        return request(stream, Headers.of("Host", "gateway:9935"), Optional.empty());
    }

    private static MediaRequest request(String stream, Headers headers, Optional<String> key) {
        return new MediaRequest(stream, name -> key.filter(_ -> name.equals("key")), headers, "203.0.113.7");
    }

    private Admission<Publisher> publish(String stream) throws InterruptedException {
        return desk.publish(request(stream), VideoCodec.H264, LINE);
    }

    private Publisher published(String stream) throws InterruptedException {
        return ((Admission.Granted<Publisher>) publish(stream)).to();
    }

    private Admission<Source> view(String stream, Viewer viewer) throws InterruptedException {
        return desk.view(request(stream), viewer);
    }

    private static int status(Admission<?> admission) {
        return switch (admission) {
            case Admission.Granted<?> _ -> 201;
            case Admission.Refused<?>(var status, var _) -> status;
        };
    }

    /** Remembers only how the stream ended. */
    private static final class Watcher implements Viewer {
        private Optional<End> end = Optional.empty();

        @Override
        public ViewerCodecs codecs() {
            return new ViewerCodecs(Set.of(VideoCodec.H264), Set.of(66));
        }

        @Override
        public void picture(AccessUnit.Picture picture) {
            throw new AssertionError("No picture was sent that it can show");
        }

        @Override
        public void sound(OpusPacket packet) {
            throw new AssertionError("No sound was sent");
        }

        @Override
        public void ended(End how) {
            end = Optional.of(how);
        }
    }

    @Test
    void hasOnePublisherOfAName() throws Exception {
        var first = published("film");
        assertThat(status(publish("film"))).isEqualTo(409);
        assertThat(status(publish("other"))).isEqualTo(201);

        first.ended(End.FINISHED);
        assertThat(status(publish("film"))).isEqualTo(201);
    }

    @Test
    void showsAStreamUnderTheNameOfItsOutput() throws Exception {
        var _ = published("film-1");

        assertThat(status(view("film-1-out", new Watcher()))).isEqualTo(201);
        assertThat(status(view("film-1", new Watcher()))).isEqualTo(404);
        assertThat(status(view("film-out", new Watcher()))).isEqualTo(404);
    }

    @Test
    void hasRoomForSoManyViewersOfAStream() throws Exception {
        var film = published("film");
        var first = new Watcher();
        var source = ((Admission.Granted<Source>) view("film-out", first)).to();
        var second = new Watcher();
        assertThat(status(view("film-out", second))).isEqualTo(201);
        assertThat(view("film-out", new Watcher()))
                .isEqualTo(new Admission.Refused<>(429, "Too many viewers for this stream: there are 2 of 2"));

        source.leave(first);
        assertThat(status(view("film-out", new Watcher()))).isEqualTo(201);
        film.ended(End.LOST);
        assertThat(first.end).isEmpty();
        assertThat(second.end).contains(End.SOURCE_ENDED);
        assertThat(status(view("film-out", new Watcher()))).isEqualTo(404);
    }

    @Test
    void countsThoseWhoAreThere() throws Exception {
        var film = published("film");
        var _ = published("other");
        var _ = view("film-out", new Watcher());
        var _ = view("other-out", new Watcher());
        assertThat(desk.publishers()).isEqualTo(2);
        assertThat(desk.viewers()).isEqualTo(2);

        film.ended(End.FINISHED);
        assertThat(desk.publishers()).isEqualTo(1);
        assertThat(desk.viewers()).isEqualTo(1);
    }

    @Test
    void takesNoNewPublishersWhileItIsDrained() throws Exception {
        var _ = published("film");
        desk.drain(true);
        assertThat(status(publish("other"))).isEqualTo(503);
        assertThat(status(view("film-out", new Watcher()))).isEqualTo(201);

        desk.drain(false);
        assertThat(status(publish("other"))).isEqualTo(201);
    }

    @Test
    void asksWhetherSomebodyMayPublishAndWatch() throws Exception {
        var bearer = Headers.of("Host", "gateway:9935").with("Authorization", "Bearer sesame");
        var _ = desk.publish(request("film", bearer, Optional.empty()), VideoCodec.H264, LINE);
        var _ = desk.view(request("film-out", Headers.NONE, Optional.of("open")), new Watcher());

        assertThat(asked)
                .containsExactly(
                        new RealtimeAsk(
                                RealtimeAsk.Via.WHIP,
                                "film",
                                "http://gateway:9935/live/video-to-video/film",
                                "sesame",
                                Map.of(),
                                ""),
                        new RealtimeAsk(
                                RealtimeAsk.Via.VISIT,
                                "film",
                                "http:///live/video-to-video/film",
                                "open",
                                Map.of(),
                                ""));
    }

    @Test
    void deniesWithoutSayingWhy() throws Exception {
        authorization =
                new SharedAuthorization(new KeyAuthorization(Set.of("sesame"), STREAMS), RealtimeConfig.DEFAULT);

        assertThat(publish("film"))
                .isEqualTo(new Admission.Refused<>(403, "You may not publish film here; is the stream key right?"));
        assertThat(view("film-out", new Watcher()))
                .isEqualTo(new Admission.Refused<>(403, "You may not watch film here; is the stream key right?"));
    }

    private static MediaRequest through(String pipeline, String stream) {
        return new MediaRequest(
                stream,
                name -> Optional.of(pipeline).filter(_ -> name.equals("pipeline")),
                Headers.NONE,
                "203.0.113.7");
    }

    @Test
    void aStreamThatNamesAPipelineGoesThroughIt() throws Exception {
        var line = new Dismissed();
        var publisher =
                ((Admission.Granted<Publisher>) desk.publish(through("edges", "film"), VideoCodec.H264, line)).to();
        publisher.sound(new OpusPacket(new MediaTime(960), MediaBytes.EMPTY));
        assertThat(works.getFirst().input)
                .containsExactly(new AccessUnit.Sound(SoundCodec.OPUS, new MediaTime(960), MediaBytes.EMPTY));

        var viewer = new Watcher();
        var source = ((Admission.Granted<Source>) view("film-out", viewer)).to();
        source.keyframeWanted();
        assertThat(works.getFirst().keyframesWanted).isEqualTo(1);
        assertThat(desk.viewers()).isEqualTo(1);
        assertThat(status(publish("film"))).isEqualTo(409);

        works.getFirst().end();
        assertThat(viewer.end).contains(End.SOURCE_ENDED);
        assertThat(line.dismissed).isTrue();
        assertThat(status(view("film-out", new Watcher()))).isEqualTo(404);
        assertThat(status(publish("film"))).isEqualTo(201);
    }

    @Test
    void saysWhoElseCanShowAnOutputWithBFrames() throws Exception {
        var _ = desk.publish(through("edges", "film"), VideoCodec.H264, LINE);
        var early = new Watcher();
        assertThat(status(view("film-out", early))).isEqualTo(201);
        works.getFirst().output.unit(WITH_B_FRAMES);

        assertThat(early.end).contains(End.UNSHOWABLE);
        assertThat(view("film-out", new Watcher())).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(406);
            assertThat(refused.sentence())
                    .contains("B-frames", "http://gateway:9935/live/video-to-video/film-out/index.m3u8");
        });
        assertThat(desk.viewers()).isZero();
    }

    @Test
    void aRelayWithBFramesIsNowhereElseToBeSeen() throws Exception {
        published("film").picture(WITH_B_FRAMES);

        assertThat(view("film-out", new Watcher())).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(406);
            assertThat(refused.sentence()).contains("B-frames").doesNotContain("HLS");
        });
    }

    @Test
    void aRelayKeepsItsNameFromAPipeline() throws Exception {
        var _ = published("film");

        assertThat(status(desk.publish(through("edges", "film"), VideoCodec.H264, LINE)))
                .isEqualTo(409);
    }

    @Test
    void saysWhatMakesNoSenseInAnAddress() throws Exception {
        var request = new MediaRequest(
                "film",
                name -> Optional.ofNullable(
                        Map.of("pipeline", "edges", "params", "7").get(name)),
                Headers.NONE,
                "203.0.113.7");

        assertThat(status(desk.publish(request, VideoCodec.H264, LINE))).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", ".film", "ü", "film-out"})
    void refusesNamesThatNoStreamCanHave(String name) throws Exception {
        assertThat(status(publish(name))).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-out", "a b-out"})
    void refusesOutputsOfNamesThatNoStreamCanHave(String output) throws Exception {
        assertThat(status(view(output, new Watcher()))).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @Test
    void needsRoomForAViewer() {
        assertThatThrownBy(() -> new RealtimeDesk(authorization, streams, this::transcoding, 0))
                .hasMessageContaining("not 0");
    }

    @Test
    void vp8IsRelayedAndNothingElse() throws Exception {
        assertThat(status(desk.publish(request("film"), VideoCodec.VP8, LINE))).isEqualTo(201);
        for (var pipeline : List.of("edges", "video-transcoding")) {
            assertThat(desk.publish(through(pipeline, "other"), VideoCodec.VP8, LINE))
                    .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                        assertThat(refused.status()).isEqualTo(400);
                        assertThat(refused.sentence()).contains("other", "needs H.264", "VP8 only", "pipeline=relay");
                    });
        }
        assertThat(works).isEmpty();
        assertThat(status(view("film-out", new Watcher()))).isEqualTo(406);
    }

    @Test
    void whoNamesTranscodingGoesToTheLadder() throws Exception {
        var said = Map.of("pipeline", "video-transcoding", "key", "sesame");
        var request = new MediaRequest(
                "film", name -> Optional.ofNullable(said.get(name)), Headers.of("Host", "gateway"), "203.0.113.7");

        assertThat(desk.publish(request, VideoCodec.H264, LINE))
                .isEqualTo(new Admission.Refused<>(503, "film of 203.0.113.7 with sesame"));
        assertThat(asked).isEmpty();
    }
}
