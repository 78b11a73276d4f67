package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device.Nvidia;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.DevicesTried.Usable;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.pipeline.Capability;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevicesTest {

    private static final Usable BOTH = new Usable(new Nvidia(0), Set.of(VideoCodec.H264, VideoCodec.HEVC));
    private static final Usable OLD = new Usable(new Nvidia(1), Set.of(VideoCodec.H264));

    @Test
    void changesNothingWithoutACard() {
        assertThat(Devices.NONE.capacity(3)).isEqualTo(3);
        assertThat(Devices.NONE.advertisement()).isEqualTo(Advertisement.SOFTWARE);
        assertThat(Devices.NONE.names()).isEqualTo("cpu");
    }

    @Test
    void hasSlotsOnEachCard() {
        var devices = new Devices(List.of(BOTH, OLD), DeviceFailure.REPORTED);

        assertThat(devices.capacity(3)).isEqualTo(6);
        assertThat(devices.names()).isEqualTo("nvidia:0, nvidia:1");
    }

    @Test
    void offersHevcOnlyWhereEverySessionMayHaveIt() {
        assertThat(offersHevc(DeviceFailure.REPORTED, BOTH)).isTrue();
        assertThat(offersHevc(DeviceFailure.REPORTED, BOTH, OLD)).isFalse();
        assertThat(offersHevc(DeviceFailure.REPLACED_BY_SOFTWARE, BOTH, OLD)).isTrue();
    }

    private static boolean offersHevc(DeviceFailure onFailure, Usable... cards) {
        return new Devices(List.of(cards), onFailure)
                .advertisement()
                .supported()
                .contains(Capability.HEVC_ENCODE);
    }
}
