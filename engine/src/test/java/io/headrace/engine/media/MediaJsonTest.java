package io.headrace.engine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.engine.Message;
import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.Comparison;
import io.headrace.media.request.Device;
import io.headrace.media.request.DevicesTried;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaStream;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class MediaJsonTest {

    private static final MediaBytes BYTES = MediaBytes.owning(new byte[] {1, 2, 3});
    private static final MediaBytes OTHER_BYTES = MediaBytes.owning(new byte[] {4});
    private static final Profile HEVC = new Profile(
            "hevc",
            640,
            360,
            800_000,
            new FrameRate(30_000, 1001),
            Container.MP4,
            VideoCodec.HEVC,
            CodecProfile.DEFAULT,
            new Gop.Every(Duration.ofSeconds(2)),
            0);

    static List<MediaRequest<?>> requests() {
        return List.of(
                new MediaRequest.Probe(Path.of("/clips/a file.mp4")),
                new MediaRequest.Split(Path.of("/in.mkv"), Path.of("/out"), MediaRequest.Split.USUAL_TARGET),
                new MediaRequest.Transcode(
                        "stream",
                        BYTES,
                        new Ladder(List.of(Profile.h264(1280, 720, 3_000_000), HEVC)),
                        Preset.VERYFAST),
                new MediaRequest.Join(List.of(Path.of("/0.ts"), Path.of("/1.ts")), Path.of("/all.mp4")),
                new MediaRequest.Measure(BYTES, MediaRequest.Depth.FRAMES),
                new MediaRequest.TryDevices(List.of(new Device.Nvidia(0), new Device.Nvidia(3))),
                new MediaRequest.Compare(BYTES, OTHER_BYTES, HEVC, Preset.ULTRAFAST, 0.25),
                new MediaRequest.EncodeSpeech(Path.of("/a.wav"), Path.of("/a.mp3")),
                new MediaRequest.MakeClip(Path.of("/clip.mp4"), ClipShape.of(320, 180, 30, Duration.ofSeconds(4))));
    }

    static List<MediaReply> replies() {
        return List.of(
                new MediaDescription(
                        "mpegts",
                        Duration.ofSeconds(3),
                        100,
                        List.of(
                                new MediaStream.Video("h264", 64, 48, FrameRate.of(25), "yuv420p", 90, "avc1.42e01e"),
                                new MediaStream.Audio("aac", 48_000, 2),
                                new MediaStream.Other("subtitle", "subrip"))),
                new MediaReply.FileSplit(2, 60, Duration.ofSeconds(4)),
                new MediaReply.Transcoded(
                        List.of(new MediaReply.Output(
                                new RenditionSegment(HEVC, PixelCount.of(640, 360, 60), BYTES), 640, 360, 60)),
                        60),
                new MediaReply.Joined(Path.of("/x.mp4"), 9, Duration.ofSeconds(1)),
                new MediaReply.ClipMade(Path.of("/x.mp4"), 9),
                new MediaReply.SpeechEncoded(Path.of("/a.mp3"), Duration.ofMillis(1_500)),
                new DevicesTried(List.of(
                        new DevicesTried.Usable(new Device.Nvidia(0), Set.of(VideoCodec.H264, VideoCodec.HEVC)),
                        new DevicesTried.Unusable(new Device.Nvidia(1), "no capable devices found"))),
                new SegmentFile(3, Path.of("/3.ts"), new MediaTime(90), Duration.ZERO, Duration.ofSeconds(2), 50),
                new Measurement(
                        "h264",
                        64,
                        48,
                        60,
                        1,
                        true,
                        true,
                        new MediaTime(1),
                        new MediaTime(9),
                        "",
                        7,
                        Optional.of(new Measurement.Sound("aac", 9, new MediaTime(2), new MediaTime(3)))),
                new Comparison(
                        2,
                        List.of(new Comparison.Frame(
                                new MediaTime(3),
                                118,
                                16.5,
                                new Comparison.Likeness(101.5, 8.25, -0.5),
                                new Comparison.Likeness(0, Comparison.Likeness.IDENTICAL, 1)))),
                new MediaRefusal.UnsupportedCodec("vp9"),
                new MediaRefusal.TooLong(Duration.ofSeconds(9), Duration.ofSeconds(5)),
                new MediaRefusal.TooManyPixels(8000, 8000, 9));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsArriveAsTheyWereSent(MediaRequest<?> request) {
        var task = new Task(request, MediaLimits.DEFAULT);

        assertThat(MediaJson.read(MediaJson.write(task), Task.class)).isEqualTo(task);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void repliesArriveAsTheyWereSent(MediaReply reply) {
        assertThat(MediaJson.read(MediaJson.write(reply), MediaReply.class)).isEqualTo(reply);
    }

    @Test
    void mediaBytesTravelBesideTheJson() {
        var message = MediaJson.write(new MediaRequest.Measure(BYTES, MediaRequest.Depth.PACKETS));

        assertThat(message.attachments()).containsExactly(BYTES);
        assertThat(message.header()).contains("\"segment\":0");
    }

    @Test
    void refusesAnAttachmentThatIsNotThere() {
        var message = Message.of("{\"is\":\"Measure\",\"segment\":4,\"depth\":\"FRAMES\"}");

        assertThatThrownBy(() -> MediaJson.read(message, MediaRequest.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void refusesTheNameOfAnUnknownRecord() {
        assertThatThrownBy(() -> MediaJson.read(Message.of("{\"is\":\"Runtime\"}"), MediaRequest.class))
                .isInstanceOf(JacksonException.class);
    }
}
