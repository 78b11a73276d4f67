package io.headrace.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.ExitCode;
import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.machine.NanoTicker;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import io.headrace.node.role.Devices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SelfTestRunTest {

    private final StringWriter said = new StringWriter();
    private final SelfTestRun run = new SelfTestRun(Preset.ULTRAFAST, NanoTicker.system(), new PrintWriter(said));

    /** With a real child: what a card must do as well, done by the processor. */
    @Test
    @Timeout(300)
    void findsNothingWrongWithSoftware(@TempDir Path natives) throws Exception {
        assertThat(run.of(natives, Devices.NONE)).as(said.toString()).isEqualTo(ExitCode.DONE);

        assertThat(said.toString())
                .startsWith("cpu: 3 segments, 180 frames, 4 renditions: ")
                .contains("every packet and frame is as it should be");
    }

    @Test
    void namesTheDeviceThatFailedAndWhy() throws Exception {
        boolean good = run.of(new Device.Nvidia(1), Set.of(VideoCodec.H264), new Failing());

        assertThat(good).isFalse();
        assertThat(said.toString()).startsWith("nvidia:1: ").contains("out of encoder sessions");
    }

    @Test
    void comparesFramesTimesSizesAndTheBeginning() {
        var source = measured(60, true, 640, 0, 177_000);

        assertThat(complaint(source, source)).isEmpty();
        assertThat(complaint(source, measured(59, true, 640, 0, 177_000))).contains("59 frames instead of 60");
        assertThat(complaint(source, measured(60, false, 640, 0, 177_000)))
                .contains("it does not begin with a keyframe");
        assertThat(complaint(source, measured(60, true, 320, 0, 177_000)))
                .contains("pictures of 320x360 instead of 640x360");
        assertThat(complaint(source, measured(60, true, 640, 3_000, 180_000)).orElseThrow())
                .startsWith("shown from ");
    }

    private static Optional<String> complaint(Measurement source, Measurement found) {
        return SelfTest.complaint(640, 360, source, found);
    }

    private static Measurement measured(long frames, boolean keyframe, int width, long first, long last) {
        return new Measurement(
                "h264",
                width,
                360,
                frames,
                1,
                keyframe,
                true,
                new MediaTime(first),
                new MediaTime(last),
                "",
                1,
                Optional.empty());
    }

    private static final class Failing implements MediaEngine {
        @Override
        public <R extends MediaReply.Final> MediaAnswer<R> ask(
                MediaRequest<R> request, Duration patience, Consumer<SegmentFile> segments) throws ChildException {
            throw new ChildException.Garbled(77, "out of encoder sessions");
        }
    }
}
