package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.request.Device;
import io.headrace.media.request.DevicesTried;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the real natives, on a machine without a card. */
class DeviceTrialTest {

    @BeforeEach
    void withoutACard() {
        NoDevice.assume();
    }

    @Test
    void namesTheLibraryThatIsMissingForEachDevice() {
        var tried = DeviceTrial.of(List.of(new Device.Nvidia(0), new Device.Nvidia(1)));

        assertThat(tried.usable()).isEmpty();
        assertThat(tried.findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding)
                        .isInstanceOfSatisfying(
                                DevicesTried.Unusable.class,
                                unusable -> assertThat(unusable.reason()).isEqualTo("Cannot load libcuda.so.1")));
        assertThat(tried.refusals()).isEqualTo("nvidia:0 and nvidia:1: Cannot load libcuda.so.1");
    }

    @Test
    void canBeRepeated() {
        var devices = List.of(new Device.Nvidia(0));

        assertThat(DeviceTrial.of(devices)).isEqualTo(DeviceTrial.of(devices));
    }
}
