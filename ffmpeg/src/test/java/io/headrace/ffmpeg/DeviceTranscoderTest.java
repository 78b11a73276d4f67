package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a segment whose card fails: here it fails at once, since there is none. */
class DeviceTranscoderTest {

    private static final Device.Nvidia DEVICE = new Device.Nvidia(2);

    private final Clips clips;

    DeviceTranscoderTest(@TempDir Path directory) {
        this.clips = new Clips(directory);
    }

    @BeforeEach
    void withoutACard() {
        NoDevice.assume();
    }

    @Test
    void reportsTheCardAndWhatItSaid() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 10, 1));

        try (var transcoder = new DeviceTranscoder(DEVICE, DeviceFailure.REPORTED)) {
            assertThatThrownBy(() -> transcoder.transcode(request(segment), MediaLimits.DEFAULT))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("nvidia:2 failed: ")
                    .hasMessageContaining("libcuda.so.1");
        }
    }

    @Test
    void goesOnInSoftwareWhereTheOperatorWantsIt() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 10, 1));

        try (var transcoder = new DeviceTranscoder(DEVICE, DeviceFailure.REPLACED_BY_SOFTWARE)) {
            for (int time = 0; time < 2; time++) {
                var made = transcoder.transcode(request(segment), MediaLimits.DEFAULT);

                assertThat(made.outputs().getFirst().frames()).isEqualTo(10);
            }
        }
    }

    @Test
    void refusesTheInputItselfAsSoftwareDoes() {
        try (var transcoder = new DeviceTranscoder(DEVICE, DeviceFailure.REPLACED_BY_SOFTWARE)) {
            assertThatThrownBy(
                            () -> transcoder.transcode(request(MediaBytes.owning(new byte[5000])), MediaLimits.DEFAULT))
                    .isInstanceOf(RefusedException.class);
        }
    }

    private static MediaRequest.Transcode request(MediaBytes segment) {
        return new MediaRequest.Transcode(
                "stream", segment, new Ladder(List.of(Profile.h264(256, 144, 300_000))), Preset.ULTRAFAST);
    }
}
