package io.headrace.gateway.realtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.desk.ViewerCodecs;
import io.headrace.webrtc.relay.ViewerRoom;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an output goes through children. */
class ChildSinksTest {

    private static final URI SERVER = URI.create("rtmp://192.0.2.1/live/key");

    /** By x264: 160x90. */
    private static final MediaBytes KEYFRAME = MediaBytes.owning(HexFormat.of()
            .parseHex("000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb0"
                    + "0000000165020202020202"));

    private static final MediaBytes FRAME = MediaBytes.owning(HexFormat.of().parseHex("fff14c80013ffc2100"));

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakeCarriers carriers = new FakeCarriers();
    private final AtomicInteger keyframesWanted = new AtomicInteger();

    private static Picture picture(int second) {
        var time = new MediaTime(second * 90_000L);
        return new Picture(VideoCodec.H264, time, time, true, KEYFRAME);
    }

    private static Sound sound(SoundCodec codec, int second) {
        return new Sound(codec, new MediaTime(second * 90_000L), FRAME);
    }

    @Test
    void pushesFromTheFirstUnitOnAndAgainWhenTheServerGoes() {
        var push = new RtmpPush(SERVER, carriers.on(host), keyframesWanted::incrementAndGet);
        assertThat(carriers.started).isEmpty();

        push.unit(picture(0));
        carriers.started.getFirst().end(StreamExit.UNREACHABLE);
        push.unit(picture(1));
        host.run(1);
        push.unit(picture(2));

        assertThat(carriers.started).hasSize(2).allSatisfy(each -> {
            assertThat(each.task.out()).isEqualTo(StreamPlace.Rtmp.at(SERVER));
            assertThat(each.task.sound()).isEqualTo(StreamSound.AAC);
        });
        assertThat(keyframesWanted).hasValue(2);
        assertThat(carriers.started.getLast().offered).containsExactly(picture(2));

        push.ended();
        carriers.started.getLast().end(StreamExit.ENDED);
        host.run(5);
        assertThat(carriers.started).hasSize(2);
    }

    @Test
    void recordsEachLifeOfAJobInAFileOfItsOwn(@TempDir Path folder) throws Exception {
        var first = OutputRecording.into(folder.resolve("output"), carriers.on(host));
        first.unit(picture(0));
        first.ended();
        Files.createFile(folder.resolve("output/output.mp4"));
        var _ = OutputRecording.into(folder.resolve("output"), carriers.on(host));

        assertThat(carriers.started)
                .extracting(each -> ((StreamPlace.File) each.task.out()).path())
                .containsExactly(folder.resolve("output/output.mp4"), folder.resolve("output/output-2.mp4"));
        assertThat(carriers.started.getFirst().offered).containsExactly(picture(0));
        assertThat(carriers.started.getFirst().finished).isTrue();
    }

    @Test
    void viewersHearOpusMadeOfAac() {
        var fan = new OutputFan(() -> {}, 1, carriers.on(host));
        var heard = new ArrayList<OpusPacket>();
        fan.unit(sound(SoundCodec.AAC, 0));
        assertThat(carriers.started).isEmpty();

        assertThat(fan.join(new Listening(heard))).isEqualTo(new ViewerRoom.Entered());
        fan.unit(sound(SoundCodec.AAC, 1));
        var child = carriers.started.getFirst();
        child.back.accept(sound(SoundCodec.OPUS, 1));

        assertThat(child.task.sound()).isEqualTo(StreamSound.OPUS);
        assertThat(child.offered).containsExactly(sound(SoundCodec.AAC, 1));
        assertThat(heard).extracting(OpusPacket::presentation).containsExactly(new MediaTime(90_000));
        fan.end();
        assertThat(child.finished).isTrue();
    }

    @Test
    void opusGoesToViewersAsItIs() {
        var fan = new OutputFan(() -> {}, 1, carriers.on(host));
        var heard = new ArrayList<OpusPacket>();
        fan.join(new Listening(heard));

        fan.unit(sound(SoundCodec.OPUS, 1));

        assertThat(heard).hasSize(1);
        assertThat(carriers.started).isEmpty();
    }

    private record Listening(List<OpusPacket> heard) implements Viewer {
        @Override
        public ViewerCodecs codecs() {
            return new ViewerCodecs(Set.of(VideoCodec.H264), Set.of());
        }

        @Override
        public void picture(Picture picture) {}

        @Override
        public void sound(OpusPacket packet) {
            heard.add(packet);
        }

        @Override
        public void ended(End how) {}
    }

    @Test
    void aPlaylistBeginsAnewWithTheSoundThatItsFirstReaderAskedFor() {
        var playlist = new OutputPlaylist(carriers.on(host), keyframesWanted::incrementAndGet);
        for (int second = 0; second < 5; second++) {
            playlist.unit(sound(SoundCodec.OPUS, second));
            playlist.unit(picture(second));
        }
        assertThat(carriers.started).isEmpty();
        assertThat(playlist.playlist().orElseThrow().entries()).hasSize(2);

        var ready = playlist.wanted();
        playlist.unit(sound(SoundCodec.OPUS, 5));
        carriers.started.getFirst().back.accept(sound(SoundCodec.AAC, 5));
        assertThat(playlist.playlist()).isEmpty();
        assertThat(keyframesWanted).hasValue(1);
        assertThat(ready).isNotDone();

        for (int second = 5; second < 12; second++) {
            playlist.unit(picture(second));
            carriers.started.getFirst().back.accept(sound(SoundCodec.AAC, second));
        }
        assertThat(ready).isDone();
        var entries = playlist.playlist().orElseThrow().entries();
        assertThat(entries).isNotEmpty();
        assertThat(entries.getFirst().discontinuity()).isTrue();
    }

    @Test
    void aPlaylistOfAacWaitsForNobody() {
        var playlist = new OutputPlaylist(carriers.on(host), keyframesWanted::incrementAndGet);
        playlist.unit(picture(0));
        playlist.unit(sound(SoundCodec.AAC, 0));

        assertThat(playlist.wanted()).isDone();
        assertThat(carriers.started).isEmpty();
    }
}
