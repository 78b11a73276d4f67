package io.headrace.media.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device.Nvidia;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceTest {

    @Test
    void hasANumberThatADriverMayGive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Nvidia(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Nvidia(Nvidia.MOST));
    }

    @Test
    void isTriedWithAFewOthersAtTheMost() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaRequest.TryDevices(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaRequest.TryDevices(Collections.nCopies(17, new Nvidia(0))));
    }

    @Test
    void isOfNoUseWithoutH264() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DevicesTried.Usable(new Nvidia(0), Set.of(VideoCodec.HEVC)));
    }

    @Test
    void tellsTheReasonOfManyOnce() {
        var tried = new DevicesTried(IntStream.range(0, 5)
                .<DevicesTried.Finding>mapToObj(index -> switch (index) {
                    case 0 -> new DevicesTried.Usable(new Nvidia(0), Set.of(VideoCodec.H264));
                    case 1 -> new DevicesTried.Unusable(new Nvidia(1), "unsupported device");
                    default -> new DevicesTried.Unusable(new Nvidia(index), "no such device");
                })
                .toList());

        assertThat(tried.usable()).extracting(each -> each.device().index()).containsExactly(0);
        assertThat(tried.refusals()).isEqualTo("nvidia:1: unsupported device; nvidia:2 to nvidia:4: no such device");
    }
}
